"""Texts of strangers in spreadsheets: a cell that looks like a formula is run when the file is opened.

See OWASP, "CSV injection": https://owasp.org/www-community/attacks/CSV_Injection.
"""

LOOKS_LIKE_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def harmless(text: str) -> str:
    """The text, with an apostrophe in front where a spreadsheet would run it."""
    return "'" + text if text.startswith(LOOKS_LIKE_A_FORMULA) else text
