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

    # 4500 detections
    CALIBRATION_UNREADABLE = (
        "HF-4501",
        "A detector without a readable calibration would give numbers nobody can check.",
        "Mend the calibration.yaml beside the detector; the message names the field.",
    )

    # 5000 incidents
    INCIDENT_TABLE_INCOMPLETE = (
        "HF-5001",
        "An incident read without one of its columns would say less than was found.",
        "Write the table with this release again, from the detections.",
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
