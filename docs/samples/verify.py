"""Verifies the signature of a Postrider request. Python 3.8 or newer, nothing to install.

    WEBHOOK_SECRET=whsec_... python3 verify.py "<value of X-PT-Signature>" < body

Exit code 0: genuine. A further argument stands for the current unix time, to try a request of earlier.
"""

import hashlib
import hmac
import os
import re
import sys
import time


def verify(body: bytes, header: str, secret: str, now=None) -> None:
    """`body`: the bytes as received, before any JSON parsing. `header`: the value of X-PT-Signature.
    `secret`: the whole whsec_... text. Raises ValueError, which says what is wrong."""
    elements = [element.strip().partition("=") for element in (header or "").split(",")]
    times = [value for name, _, value in elements if name == "t"]
    signatures = [value for name, _, value in elements if name == "v1"]
    if len(times) != 1 or not re.fullmatch(r"[0-9]{10}", times[0]) or not signatures:
        raise ValueError("X-PT-Signature is missing or malformed")
    now = int(time.time()) if now is None else now
    if abs(now - int(times[0])) > 300:
        raise ValueError("the signature is older or newer than five minutes")
    expected = hmac.new(secret.encode(), times[0].encode() + body, hashlib.sha256).hexdigest()
    # During a rotation there are two signatures, one for each secret: one match is enough.
    if not any(hmac.compare_digest(expected.encode(), given.encode()) for given in signatures):
        raise ValueError("no signature matches the body and the secret")


if __name__ == "__main__":
    header = sys.argv[1] if len(sys.argv) > 1 else ""
    now = int(sys.argv[2]) if len(sys.argv) > 2 else None
    try:
        verify(sys.stdin.buffer.read(), header, os.environ["WEBHOOK_SECRET"], now)
    except ValueError as error:
        sys.exit(f"Refused: {error}.")
    print("The signature is genuine.")
