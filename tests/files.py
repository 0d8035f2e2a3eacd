"""Reading files whose words are packed."""

import io
import zipfile

from .gpg_site.paper.reading import text_of


def words_of(content: bytes) -> str:
    """The words of a file: of a PDF its text, of an archive or workbook those of all its parts."""
    if content.startswith(b"%PDF"):
        return text_of(content)
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return "\n".join(words_of(packed.read(name)) for name in packed.namelist())
    return content.decode()
