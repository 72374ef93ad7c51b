#!/bin/sh
# Verifies the signature of a Postrider request with openssl, to try things out: other users of the machine can see the
# secret among the running processes, and the comparison takes as long as it takes. In a receiver use one of the others.
#
#   WEBHOOK_SECRET=whsec_... sh verify.sh "<value of X-PT-Signature>" < body
#
# Exit code 0: genuine. A further argument stands for the current unix time, to try a request of earlier.
set -eu

header=${1:-}
now=${2:-$(date +%s)}

refuse() {
  echo "Refused: $1." >&2
  exit 1
}

elements=$(printf '%s' "$header" | tr ',' '\n' | tr -d ' ')
timestamp=$(printf '%s\n' "$elements" | sed -n 's/^t=//p')
signatures=$(printf '%s\n' "$elements" | sed -n 's/^v1=//p')

# Two timestamps would be two lines here, and fail like any other thing that is not ten digits.
printf '%s' "$timestamp" | tr '\n' x | grep -Eq '^[0-9]{10}$' || refuse 'X-PT-Signature is missing or malformed'
[ -n "$signatures" ] || refuse 'X-PT-Signature is missing or malformed'

age=$((now - timestamp))
[ "$age" -le 300 ] && [ "$age" -ge -300 ] || refuse 'the signature is older or newer than five minutes'

expected=$({ printf '%s' "$timestamp"; cat; } | openssl dgst -sha256 -hmac "$WEBHOOK_SECRET" | sed 's/^.*= *//')

# During a rotation there are two signatures, one for each secret: one match is enough.
printf '%s\n' "$signatures" | grep -Fqx "$expected" || refuse 'no signature matches the body and the secret'
echo 'The signature is genuine.'
