"""Small files for tests: PDF documents written by hand, Word documents out of parts."""

import hashlib
import io
import zipfile
from collections.abc import Mapping, Sequence

_PAD = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def pdf(pages: Sequence[Sequence[str]], *, password: str = "", picture: bool = False) -> bytes:
    """Return a PDF with those lines on its pages; with a picture on each, or locked by a password, if asked."""
    page_ids = [6 + 2 * index for index in range(len(pages))]
    bodies = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(f'{n} 0 R' for n in page_ids)}] >>".encode(),
        3: b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
        4: b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>",
        5: _stream(
            b"\xff", b"/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8"
        ),
    }
    for page_id, lines in zip(page_ids, pages, strict=True):
        shown = [f"<{line.encode('utf-16-be').hex()}> Tj 0 -20 Td".encode() for line in lines]
        drawn = b"q 300 0 0 300 0 0 cm /P Do Q " if picture else b""
        bodies[page_id] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {page_id + 1} 0 R"
            " /Resources << /Font << /F 3 0 R >> /XObject << /P 5 0 R >> >> >>"
        ).encode()
        bodies[page_id + 1] = _stream(drawn + b"BT /F 12 Tf 50 800 Td " + b" ".join(shown) + b" ET")
    return _file(bodies, _lock(password) if password else b"")


def _stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), entries, content)


def _file(bodies: Mapping[int, bytes], encrypt: bytes) -> bytes:
    numbered = dict(bodies)
    trailer = b"/Root 1 0 R /ID [<00> <00>]"
    if encrypt:
        last = max(numbered) + 1
        numbered[last] = encrypt
        trailer += b" /Encrypt %d 0 R" % last
    out = b"%PDF-1.4\n"
    table = b""
    for number in range(1, max(numbered) + 1):
        table += b"%010d 00000 n \n" % len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, numbered[number])
    size = max(numbered) + 1
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n" % (
        size,
        table,
        size,
        trailer,
        len(out),
    )


def _lock(password: str) -> bytes:
    """Return the dictionary of a 40-bit lock (ISO 32000, algorithms 2 to 4, revision 2)."""
    padded = (password.encode() + _PAD)[:32]
    owner = _rc4(hashlib.md5(padded).digest()[:5], padded)
    key = hashlib.md5(padded + owner + (-4).to_bytes(4, "little", signed=True) + b"\0").digest()[:5]
    user = _rc4(key, _PAD)
    return b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>" % (owner.hex().encode(), user.hex().encode())


def _rc4(key: bytes, data: bytes) -> bytes:
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


def word(body: str, **parts: str | bytes) -> bytes:
    """Return a docx file with that content of <w:body>. parts: more parts, by name with __ for / and _dot_ for a dot."""
    document = f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>'
    return zipped(
        {"[Content_Types].xml": f'<Types><Override ContentType="{_TYPES}"/></Types>', "word/document.xml": document}
        | {_part_name(name): part for name, part in parts.items()}
    )


def _part_name(name: str) -> str:
    return name.replace("__", "/").replace("_dot_", ".")


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """Return a zip file with those parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def paragraph(text: str) -> str:
    """Return one plain paragraph."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
