"""OSCE-style monitoring reports: daily summaries and observation sentences, read and written.

Enters: JSON lines or plain lines of report text. Leaves: observations with counts as
intervals, sectors from the observer's place, and the words that no rule understood.
Never: who controls a place (sealed), nor anything an annotator added beside the text.
"""
