/**
 * What a receiver needs to tell our requests from forged ones, ready to paste. Each takes the whole secret, `whsec_` included,
 * the header X-PT-Signature and the body as bytes. verification-samples.process.test.ts runs them.
 */

const node = `import { createHmac, timingSafeEqual } from 'node:crypto'

// secret: the whole string, whsec_ included. body: the bytes as received, before any parsing.
export function isGenuine(secret, header, body) {
  const t = /(?:^|,)t=([0-9]{10})(?:,|$)/.exec(header)?.[1]
  if (!t || Math.abs(Date.now() / 1000 - Number(t)) > 300) return false
  const mac = createHmac('sha256', secret).update(t).update(body).digest()
  return [...header.matchAll(/(?:^|,)v1=([0-9a-f]{64})(?=,|$)/g)].some(([, v1]) =>
    timingSafeEqual(mac, Buffer.from(v1, 'hex')),
  )
}

// isGenuine(process.env.WEBHOOK_SECRET, request.headers['x-pt-signature'], body)`

const python = `import hashlib, hmac, re, time

# secret: the whole string, whsec_ included. body: the bytes as received, before any parsing.
def is_genuine(secret: str, header: str, body: bytes) -> bool:
    t = re.search(r"(?:^|,)t=([0-9]{10})(?:,|$)", header)
    if not t or abs(time.time() - int(t[1])) > 300:
        return False
    mac = hmac.new(secret.encode(), t[1].encode() + body, hashlib.sha256).hexdigest()
    return any(hmac.compare_digest(mac, v1) for v1 in re.findall(r"(?:^|,)v1=([0-9a-f]{64})(?=,|$)", header))

# is_genuine(os.environ["WEBHOOK_SECRET"], request.headers.get("X-PT-Signature", ""), request.get_data())`

const go = `package webhooks

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
	"time"
)

// IsGenuine takes the whole secret, whsec_ included, and the body as received, before any parsing.
func IsGenuine(secret, header string, body []byte) bool {
	var t string
	var macs [][]byte
	for _, element := range strings.Split(header, ",") {
		switch name, value, _ := strings.Cut(element, "="); name {
		case "t":
			t = value
		case "v1":
			if mac, err := hex.DecodeString(value); err == nil {
				macs = append(macs, mac)
			}
		}
	}
	seconds, err := strconv.ParseInt(t, 10, 64)
	age := time.Now().Unix() - seconds
	if err != nil || len(t) != 10 || age > 300 || age < -300 {
		return false
	}
	hash := hmac.New(sha256.New, []byte(secret))
	hash.Write([]byte(t))
	hash.Write(body)
	expected := hash.Sum(nil)
	for _, mac := range macs {
		if hmac.Equal(mac, expected) {
			return true
		}
	}
	return false
}

// webhooks.IsGenuine(os.Getenv("WEBHOOK_SECRET"), request.Header.Get("X-PT-Signature"), body)`

const ruby = String.raw`require "openssl"

# secret: the whole string, whsec_ included. body: the bytes as received, before any parsing.
def genuine?(secret, header, body)
  t = header[/(?:\A|,)t=([0-9]{10})(?:,|\z)/, 1]
  return false if t.nil? || (Time.now.to_i - t.to_i).abs > 300

  mac = OpenSSL::HMAC.hexdigest("SHA256", secret, t.b + body.b)
  header.scan(/(?:\A|,)v1=([0-9a-f]{64})(?=,|\z)/).any? { |(v1)| OpenSSL.fixed_length_secure_compare(mac, v1) }
end

# genuine?(ENV["WEBHOOK_SECRET"], request.headers["X-PT-Signature"].to_s, request.raw_post)`

const php = `<?php

// $secret: the whole string, whsec_ included. $body: the bytes as received, before any parsing.
function is_genuine(string $secret, string $header, string $body): bool
{
    if (!preg_match('/(?:^|,)t=([0-9]{10})(?:,|$)/D', $header, $t) || abs(time() - (int) $t[1]) > 300) {
        return false;
    }
    $mac = hash_hmac('sha256', $t[1] . $body, $secret);
    preg_match_all('/(?:^|,)v1=([0-9a-f]{64})(?=,|$)/D', $header, $macs);
    foreach ($macs[1] as $v1) {
        if (hash_equals($mac, $v1)) {
            return true;
        }
    }
    return false;
}

// is_genuine(getenv('WEBHOOK_SECRET'), $_SERVER['HTTP_X_PT_SIGNATURE'] ?? '', file_get_contents('php://input'));`

const java = `import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

public final class Webhooks {
    private static final Pattern TIME = Pattern.compile("(?:^|,)t=([0-9]{10})(?:,|$)");
    private static final Pattern MACS = Pattern.compile("(?:^|,)v1=([0-9a-f]{64})(?=,|$)");

    // secret: the whole string, whsec_ included. body: the bytes as received, before any parsing.
    public static boolean isGenuine(String secret, String header, byte[] body) throws GeneralSecurityException {
        var time = TIME.matcher(header == null ? "" : header);
        if (!time.find()) return false;
        String t = time.group(1);
        if (Math.abs(System.currentTimeMillis() / 1000 - Long.parseLong(t)) > 300) return false;
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        mac.update(t.getBytes(StandardCharsets.UTF_8));
        byte[] expected = mac.doFinal(body);
        return MACS.matcher(header).results()
            .anyMatch(v1 -> MessageDigest.isEqual(expected, HexFormat.of().parseHex(v1.group(1))));
    }
}

// Webhooks.isGenuine(System.getenv("WEBHOOK_SECRET"), request.getHeader("X-PT-Signature"), body)`

const csharp = `using System;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

public static class Webhooks
{
    // secret: the whole string, whsec_ included. body: the bytes as received, before any parsing.
    public static bool IsGenuine(string secret, string header, byte[] body)
    {
        var t = Regex.Match(header, "(?:^|,)t=([0-9]{10})(?:,|$)").Groups[1].Value;
        if (t == "" || Math.Abs(DateTimeOffset.UtcNow.ToUnixTimeSeconds() - long.Parse(t)) > 300) return false;
        using (var hmac = new HMACSHA256(Encoding.UTF8.GetBytes(secret)))
        {
            var hash = hmac.ComputeHash(Encoding.UTF8.GetBytes(t).Concat(body).ToArray());
            var mac = BitConverter.ToString(hash).Replace("-", "").ToLowerInvariant();
            return Regex.Matches(header, "(?:^|,)v1=([0-9a-f]{64})(?=,|$)").Cast<Match>().Any(v1 =>
                CryptographicOperations.FixedTimeEquals(
                    Encoding.UTF8.GetBytes(mac), Encoding.UTF8.GetBytes(v1.Groups[1].Value)));
        }
    }
}

// Webhooks.IsGenuine(Environment.GetEnvironmentVariable("WEBHOOK_SECRET"), Request.Headers["X-PT-Signature"].ToString(), body)`

const library = `// The same requests carry the headers of Standard Webhooks, so its published libraries verify them as they are:
// npm install standardwebhooks
import { Webhook } from 'standardwebhooks'

const event = new Webhook(process.env.WEBHOOK_SECRET).verify(body, request.headers)`

export const verificationSamples = [
  { value: 'node', label: 'Node', language: 'javascript', code: node },
  { value: 'python', label: 'Python', language: 'python', code: python },
  { value: 'go', label: 'Go', language: 'go', code: go },
  { value: 'ruby', label: 'Ruby', language: 'ruby', code: ruby },
  { value: 'php', label: 'PHP', language: 'php', code: php },
  { value: 'java', label: 'Java', language: 'java', code: java },
  { value: 'csharp', label: 'C#', language: 'csharp', code: csharp },
  { value: 'library', label: 'Standard Webhooks', language: 'javascript', code: library },
] as const
