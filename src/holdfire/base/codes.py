"""Stable error codes: append-only, never reused, each with why it matters and what to do.

Ranges: 1000 base · 2000 agreement · 2500 accord · 3000 archive · 4000 observations ·
4500 detections · 5000 incidents · 5500 verification · 8000 reports · 8250 exercises ·
9000 service · 9500 cli · 9700 web.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Self

__all__ = ["Code"]


class Code(StrEnum):
    """One code per thing that can go wrong; ``why`` and ``next_step`` are its defaults."""

    why: str
    next_step: str

    def __new__(cls, code: str, why: str, next_step: str) -> Self:
        """Attach the two default sentences to the code."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.why = why
        member.next_step = next_step
        return member

    # 1000 base
    QUANTITY_NOT_FINITE = (
        "HF-1001",
        "A number that is not finite would make every later figure meaningless.",
        "Give a finite number, or leave the field out if the value is unknown.",
    )
    QUANTITY_OUT_OF_RANGE = (
        "HF-1002",
        "A value outside its physical range is a mistake of unit or of field.",
        "Check the unit and the field; the message states the valid range.",
    )
    INSTANT_WITHOUT_ZONE = (
        "HF-1003",
        "Without a zone an instant may be wrong by hours.",
        "Write the offset, for example 2020-07-27T00:01+03:00, or end it with Z.",
    )
    INSTANT_UNREADABLE = (
        "HF-1004",
        "A time that cannot be read cannot be compared with a deadline.",
        "Write the time as ISO 8601, for example 2020-07-27T00:01+03:00.",
    )
    INSTANT_IMPOSSIBLE = (
        "HF-1005",
        "A local time that does not exist or occurs twice has no single instant.",
        "Give the offset explicitly.",
    )
    SPAN_REVERSED = (
        "HF-1006",
        "An interval that ends before it starts contains nothing.",
        "Exchange start and end.",
    )
    GEOMETRY_INVALID = (
        "HF-1007",
        "A place test on a broken shape gives arbitrary answers.",
        "Mend the shape: closed rings, no self-crossing, longitude before latitude.",
    )
    # 2000 agreement
    AGREEMENT_MALFORMED = (
        "HF-2001",
        "A text that is half understood would be verified against something nobody agreed.",
        "Mend the file; holdfire agreement check FILE lists every problem with its line.",
    )
    AGREEMENT_NOT_IN_LIBRARY = (
        "HF-2002",
        "The run needs to know which text it verifies.",
        "List the names with holdfire agreement list.",
    )
    SHAPE_UNREADABLE = (
        "HF-2003",
        "A line or zone that cannot be read leaves its clauses undetermined.",
        "Give GeoJSON in longitude and latitude; the message names the feature.",
    )
    SHAPE_UNNAMED = (
        "HF-2004",
        "A shape without a name cannot be told to belong to a line or zone of the text.",
        "Add the property name to the feature, or give the file as NAME=FILE.",
    )
    SHAPE_NOT_IN_TEXT = (
        "HF-2005",
        "A shape that the text does not name would decide nothing, unnoticed.",
        "Use a name of the text's lines, zones or sites.",
    )
    EVENT_NOT_IN_TEXT = (
        "HF-2006",
        "A date for an event that the text does not name would move no deadline, unnoticed.",
        "Use the name of an anchor of the text that has an event.",
    )
    SENSORS_MALFORMED = (
        "HF-2007",
        "A sensor that is half understood would be promised to see what it cannot.",
        "Mend the sensors file; each problem names its line.",
    )
    # 2500 accord
    FORMULA_UNREADABLE = (
        "HF-2501",
        "A rule that is half understood would be checked as something nobody wrote.",
        "Mend the rule at the line and column that the message names.",
    )
    FORMULA_NOT_MONITORABLE = (
        "HF-2502",
        "A rule outside the language would be approximated, and its verdicts would be guesses.",
        "Rewrite the part that the message names; nothing is approximated in its place.",
    )
    FORMULA_MISTYPED = (
        "HF-2503",
        "A comparison of unlike things has an answer, but a meaningless one.",
        "Give both sides the same unit, and use predicates as the signature declares them.",
    )
    SIGNATURE_UNREADABLE = (
        "HF-2504",
        "Without the types of its facts a log can be read in more than one way.",
        "Write one predicate a line, for example seen(unit:string, calibre:int).",
    )
    LOG_UNREADABLE = (
        "HF-2505",
        "A fact that is misread or left out changes verdicts, unnoticed.",
        'Mend the line that the message names, for example @1382400 seen("w2",122).',
    )
    SENTENCE_UNREADABLE = (
        "HF-2550",
        "A sentence that is not read as it is written would bind nobody to what it says.",
        "Use the sentence as holdfire agreement show prints it, in the language that is named.",
    )
    # 3000 archive
    ARCHIVE_NOT_A_HASH = (
        "HF-3001",
        "Sealed bytes are found by their SHA-256 only; anything else could reach another file.",
        "Use the 64-digit id exactly as the program printed it.",
    )
    ARCHIVE_MISSING = (
        "HF-3002",
        "A record points to an original that is not kept here, so it cannot be checked.",
        "Run holdfire doctor; restore the raw folder of the workspace from a copy.",
    )
    ARCHIVE_CHANGED = (
        "HF-3003",
        "An original that changed after it was sealed proves nothing.",
        "Stop using this workspace, keep it as it is, and tell the person who runs it.",
    )
    # 9000 service
    WORKSPACE_UNREADABLE = (
        "HF-9001",
        "Without its control file a workspace cannot say what it holds.",
        "Run holdfire doctor on the workspace, or name another folder with --workspace.",
    )
    DATA_NOT_FOUND = (
        "HF-9002",
        "A run on less data than meant would understate what happened.",
        "Check the path given with --data.",
    )
    NO_DATA = (
        "HF-9003",
        "Without observations every clause would be unobserved.",
        "Name files with --data, or a workspace that holds some with --workspace.",
    )
    AGREEMENT_UNKNOWN = (
        "HF-9004",
        "The run needs to know which text it verifies.",
        "List the names with holdfire agreement list, or give the path of a file.",
    )
    GEOMETRY_UNREADABLE = (
        "HF-9005",
        "A line or zone that cannot be read leaves its clauses undetermined.",
        "Give a GeoJSON file; the message names the feature.",
    )
    PERIOD_EMPTY = (
        "HF-9006",
        "A period without length contains nothing to verify.",
        "Give --from before --to.",
    )
    SOURCE_UNKNOWN = (
        "HF-9007",
        "A file read as the wrong source would be misread row by row.",
        "Use one of the names that holdfire doctor prints.",
    )
    SEGMENT_CHANGED = (
        "HF-9008",
        "Stored observations that changed on disk cannot carry a verdict.",
        "Run holdfire doctor; re-observe the files named there.",
    )
    FILE_UNRECOGNISED = (
        "HF-9009",
        "No source recognises the content, so none of it was used.",
        "Name the source with holdfire observe SOURCE FILE, or add FILE.mapping.yaml.",
    )
    NO_RUN = (
        "HF-9010",
        "The pages show the last run, and this workspace has none.",
        "Run holdfire run AGREEMENT --data PATH --workspace DIR first.",
    )
    AFFILIATION_UNKNOWN = (
        "HF-9011",
        "Impartial weighing needs to know whose source it is; there is no default.",
        "Register it: --affiliation SOURCE=neutral, third_party, unknown or an id of the text.",
    )
    WORKSPACE_BUSY = (
        "HF-9012",
        "Another process is writing to this workspace.",
        "Wait for it to end and run the command again; nothing is lost.",
    )
    MONITOR_FILE_UNREADABLE = (
        "HF-9013",
        "Without its rule, its log and its signature there is nothing to check.",
        "Check the path; rule, log and signature are UTF-8 text files.",
    )
    MONITOR_STATE_UNREADABLE = (
        "HF-9016",
        "A state that cannot be read cannot say what was acknowledged.",
        "Keep the file as it is, and start again from the log with another state file.",
    )
    MONITOR_STATE_OTHER_RULE = (
        "HF-9017",
        "Verdicts of two rules in one state would be mixed up.",
        "Name another state file, or use the rule and the settings it was made with.",
    )
    REGISTER_UNREADABLE = (
        "HF-9014",
        "Duties rest on registers; one that cannot be read leaves them open.",
        "Check the path given with --register: a YAML text in UTF-8 of at most 4 MiB.",
    )
    VERDICT_UNKNOWN = (
        "HF-9015",
        "An explanation belongs to one clause under one reading of one run.",
        "Name it as READING/CLAUSE; the names stand in report.json and in the report.",
    )
    STORE_FILE_UNREADABLE = (
        "HF-9040",
        "A workspace.yaml that is half understood could send evidence to another store.",
        "Mend the file; the message names the key. docs: how-to/run-a-server-store.",
    )
    DATABASE_UNREACHABLE = (
        "HF-9041",
        "Nothing can be taken in or shown while the database does not answer.",
        "Check that it runs and that host, port and name are right; then repeat the command.",
    )
    DATABASE_REFUSED = (
        "HF-9042",
        "The database answers, but does not let this user do this.",
        "Check user, password (PGPASSWORD or .pgpass) and rights; then repeat the command.",
    )
    POSTGIS_MISSING = (
        "HF-9043",
        "Incidents on a map need the geometry types of PostGIS.",
        "Let an administrator run CREATE EXTENSION postgis in this database.",
    )
    OBJECTS_UNREACHABLE = (
        "HF-9044",
        "Originals and observations lie on the object storage; without it nothing is kept.",
        "Check the endpoint and the network; then repeat the command: nothing is lost.",
    )
    BUCKET_MISSING = (
        "HF-9045",
        "Objects need a bucket that exists; this program makes none.",
        "Make the bucket, or mend the name under objects in workspace.yaml.",
    )
    OBJECTS_REFUSED = (
        "HF-9046",
        "The object storage answers, but does not let this key do this.",
        "Check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and the rights of the key.",
    )
    WORKSPACE_NEWER = (
        "HF-9047",
        "A later release may keep things that this one would read wrongly or lose.",
        "Update holdfire; the workspace was not touched.",
    )
    WORKSPACE_DIFFERS = (
        "HF-9048",
        "Two logs of different history in one store could not be told apart again.",
        "Copy to an empty store, or to one that holds an earlier copy of this workspace.",
    )
    COPY_DIFFERS = (
        "HF-9049",
        "A copy that is not equal to its original must not replace it.",
        "Keep the original, repeat the copy; if it differs again, tell who runs the store.",
    )
    SERVER_PART_MISSING = (
        "HF-9050",
        "A server store needs two libraries that a laptop does not.",
        "Install them: pip install 'holdfire[server]'.",
    )
    RECORD_REFUSED = (
        "HF-9051",
        "A record whose rows do not add up would hide rows that were lost.",
        "Report it with this code and the file; the workspace was not changed.",
    )

    NUMBER_UNKNOWN = (
        "HF-9070",
        "A number stands for one incident for ever; a wrong one would show another.",
        "See the numbers with: holdfire incidents live. An ended one still has its history.",
    )
    FACTS_UNREADABLE = (
        "HF-9071",
        "A correction or withdrawal that is half understood would take away the wrong thing.",
        "Give one JSON object a line with its kind and fields; the message names the line.",
    )
    EDIT_UNKNOWN = (
        "HF-9072",
        "An undo takes back one edit; a wrong id would leave the other standing.",
        "The ids of edits stand in the history of the incident they changed.",
    )

    # 4500 detections
    CALIBRATION_UNREADABLE = (
        "HF-4501",
        "A detector without a readable calibration would give numbers nobody can check.",
        "Mend the calibration.yaml beside the detector; the message names the field.",
    )
    CHANNEL_ANSWERS_UNFIT = (
        "HF-4502",
        "A channel's record would rest on statements and answers that do not belong together.",
        "Give one channel, one answer (1, 0 or not a number) and one delay for each statement.",
    )

    # 5000 incidents
    INCIDENT_TABLE_INCOMPLETE = (
        "HF-5001",
        "An incident read without one of its columns would say less than was found.",
        "Write the table with this release again, from the detections.",
    )

    LIVE_BATCH_MALFORMED = (
        "HF-5010",
        "Rows without the columns of a detection cannot be told apart or weighed.",
        "Give a table with every column of the detection schema, in its order.",
    )
    EDIT_IMPOSSIBLE = (
        "HF-5011",
        "One origin or one scan tells of one happening once: such members exclude each other.",
        "Look at the origins and scans of the members; withdraw a detection that is wrong.",
    )
    EDIT_EMPTY = (
        "HF-5012",
        "An edit that joins or divides nothing would stand in the log and mean nothing.",
        "Name two or more incidents to merge, or at least one member and not all to split off.",
    )
    PARAMETERS_UNREADABLE = (
        "HF-5030",
        "Parameters that were changed or misread would weigh every detection wrongly.",
        "Make the file again with `holdfire calibrate`; it is never edited by hand.",
    )
    CALIBRATION_MIXED = (
        "HF-5031",
        "Sensors of exercises are drawn: their numbers say nothing of real ones.",
        "Calibrate and run on real rows, or on those of one exercise.",
    )
    PARAMETERS_EXIST = (
        "HF-5032",
        "A measurement that can be overwritten is no record of what a run was computed with.",
        "Give the file another name, or move the old one away.",
    )
    CALIBRATION_EMPTY = (
        "HF-5033",
        "A channel is measured by others that looked at the same ground and time.",
        "Take in more channels of the same ground, with records of where they looked.",
    )

    # 4000 observations: places
    GAZETTEER_UNREADABLE = (
        "HF-4040",
        "Places read wrongly would move every happening that is named by them.",
        "Give a UTF-8 CSV with the columns name, lon, lat, or GeoJSON points with a name.",
    )

    # 4070 observations: mapped files
    MAPPING_MALFORMED = (
        "HF-4070",
        "A mapping that is half understood would put numbers into the wrong fields.",
        "Mend the mapping file; the message names the key. docs: reference/mapping-file.",
    )
    MAPPING_MISSING = (
        "HF-4071",
        "Without a mapping nobody knows which column is the time and which the place.",
        "Put FILE.mapping.yaml beside FILE; docs: how-to/own-data-with-a-mapping.",
    )

    # 8000 reports
    REPORT_WITHOUT_GAPS = (
        "HF-8001",
        "A report that does not say what could not be seen would pass silence off as calm.",
        "State the gaps in the verification; if all was seen, let a sentence say so.",
    )
    # 8250 exercises
    EXERCISE_UNKNOWN = (
        "HF-8250",
        "Only an exercise that is described can be generated again from its seed.",
        "Use minsk-like.",
    )
    EXERCISE_LENGTH = (
        "HF-8251",
        "An exercise of no days has no truth, and one of years would not fit its clauses.",
        "Give a whole number of days from 2 to 120, and a seed of zero or more.",
    )
    EXERCISE_WITHOUT_TRUTH = (
        "HF-8252",
        "A score is a comparison with the truth; without it there is nothing to compare.",
        "Give the folder that holdfire exercise generate wrote, with its truth folder.",
    )
    EXERCISE_OUTPUT_INCOMPLETE = (
        "HF-8253",
        "A score of half an output would be a score of something else.",
        "Give the folder that holdfire run --out wrote, with its report and tables.",
    )
    # 8500 scale
    ENGINE_UNKNOWN = (
        "HF-8500",
        "An engine that is guessed could compute elsewhere than meant.",
        "Use local, local:N, dask, dask:N, tcp://HOST:PORT or tls://HOST:PORT.",
    )
    ENGINE_WORKERS = (
        "HF-8501",
        "No workers compute nothing, and too many only wait for each other.",
        "Give a whole number from 1 to 1024, or none for one worker per processor.",
    )
    ENGINE_ADDRESS = (
        "HF-8502",
        "Only a scheme, a host and a port lead to one scheduler.",
        "Copy the address that the scheduler printed, for example tcp://10.0.0.5:8786.",
    )
    ENGINE_EXTRA = (
        "HF-8503",
        "A cluster needs a library that the core does not bring along.",
        "Install it with pip install 'holdfire[dask]', or use --engine local.",
    )
    ENGINE_UNREACHABLE = (
        "HF-8504",
        "Nothing was computed; what was taken in before is safe.",
        "Check that scheduler and workers run and that this machine reaches them.",
    )
    ENGINE_LOST = (
        "HF-8505",
        "What was computed of this run is lost; what was taken in before is safe.",
        "Look into the logs of scheduler and workers, then run again: it does no harm.",
    )
    ENGINE_DIFFERS = (
        "HF-8506",
        "Other code or other libraries may give other bits, and nobody could tell why.",
        "Install the same versions on every worker and restart the workers.",
    )
    # 9700 web
    QUERY_UNREADABLE = (
        "HF-9701",
        "A page for a misread question would show the wrong rows.",
        "Correct the address, or start again from the page without its question part.",
    )
    PAGE_NOT_FOUND = (
        "HF-9702",
        "The address names nothing that this run holds.",
        "Check the address, or open the list of incidents and choose from there.",
    )
    FACE_NOT_BUILT = (
        "HF-9703",
        "The workbench needs its built script; every other page works without it.",
        "Run: make web",
    )
    PAGE_FAILED = (
        "HF-9704",
        "The page met a mistake of this program; the stored data is untouched.",
        "Try again; if it stays, report it with this code and the time.",
    )
    METHOD_REFUSED = (
        "HF-9705",
        "These pages only show; nothing can be changed through them.",
        "Open the address with GET.",
    )

    # 4000 observations: rows and containers
    ROW_UNREADABLE = (
        "HF-4001",
        "A row whose fields cannot be told apart would put values into the wrong fields.",
        "Open the file at this row: mend the separators and quotes, then take it in again.",
    )
    ROW_BADLY_ENCODED = (
        "HF-4002",
        "Bytes in no known encoding could be any name; a guess would be another place.",
        "Ask where the file comes from for its encoding and save it as UTF-8.",
    )
    FIELD_MISSING = (
        "HF-4003",
        "A row without this field cannot be placed in time or space.",
        "Fill the field from the original, or leave the row in quarantine.",
    )
    FIELD_NOT_IN_LIST = (
        "HF-4004",
        "A word outside the source's own list may be a new meaning or a shifted column.",
        "Compare the row with its neighbours; if the source has a new word, report it to us.",
    )
    NUMBER_UNREADABLE = (
        "HF-4005",
        "Text where a number belongs is a shifted column or a damaged row.",
        "Write the number with a decimal point and without units.",
    )
    PLACE_NOT_FINITE = (
        "HF-4006",
        "A coordinate that is not a finite number is no place.",
        "Give the coordinate in degrees, or leave the row in quarantine.",
    )
    PLACE_OUT_OF_RANGE = (
        "HF-4007",
        "A coordinate that is not on the globe is a mistake of unit or of field.",
        "Latitude lies in -90..90 and longitude in -180..180 degrees.",
    )
    PLACE_AXES_SUSPECTED = (
        "HF-4008",
        "With latitude and longitude exchanged the happening lies in another country.",
        "Compare with the rest of the file and exchange the two values if they are swapped.",
    )
    PLACE_COORDINATE_SYSTEM = (
        "HF-4009",
        "Coordinates of another system, read as degrees, lie anywhere.",
        "Convert the file to longitude and latitude on WGS 84.",
    )
    PLACE_SHAPE_UNREADABLE = (
        "HF-4010",
        "An area that cannot be drawn holds nothing and excludes nothing.",
        "Give closed rings of longitude and latitude; the reason names what was found.",
    )
    TIME_UNREADABLE = (
        "HF-4011",
        "Without a time the row can be before or after any deadline.",
        "Write the date as YYYY-MM-DD and the time as the source's description says.",
    )
    TIME_IMPLAUSIBLE = (
        "HF-4012",
        "A date before the source began, or far ahead, is a clock or a typing error.",
        "Check the year against the original.",
    )
    TIME_REVERSED = (
        "HF-4013",
        "An interval that ends before it starts says nothing about when.",
        "Check both times against the original; they may be exchanged.",
    )
    TIME_WITHOUT_ZONE = (
        "HF-4014",
        "Without an offset the time may be wrong by hours.",
        "Write the offset with the time, for example +00:00.",
    )
    ROW_TOO_LARGE = (
        "HF-4015",
        "A row of this size is damage or an attempt to exhaust the machine.",
        "Look for a quote that never closes; split the file if the text is real.",
    )
    CONTAINER_REFUSED = (
        "HF-4016",
        "A packed file that escapes its folder or explodes in size could harm the machine.",
        "Unpack it by hand, look at it, and give the plain files.",
    )
    CONTAINER_TRUNCATED = (
        "HF-4017",
        "The packed file ends early, so rows at its end are lost.",
        "Fetch the file again; what could be read was taken in.",
    )
    COPIES_DISAGREE = (
        "HF-4018",
        "Two fields of one row that must agree do not, so one of them is wrong.",
        "Compare the two fields with the original and mend the wrong one.",
    )
    DATE_NOT_STATED = (
        "HF-4019",
        "A map without a date cannot be compared with any happening.",
        "Name the collection with its date, for example name_YYYYMMDD.",
    )
    JSON_UNREADABLE = (
        "HF-4020",
        "A damaged or ambiguous JSON file can be read in more than one way.",
        "Write strict JSON: no NaN, no repeated keys, not cut off, not nested too deeply.",
    )
