/**
 * How the verification code that the portal shows is tried, by language. A bench is a program around the code that reads lines
 * `<now> <secret> <header> <body>` (the last three in base64) and writes true or false for each.
 */
export interface Bench {
  /** Where the code goes. */
  file: string
  /** What stands around it. */
  files: Record<string, string>
  build?: string[]
  run: string[]
  /** Programs. */
  needs: string[]
  /** Everybody who works on this has them. */
  isRequired?: boolean
  /** How the code asks for the time, and what tells it the time of a line instead. */
  clock: [asked: string, told: string]
}

const node: Bench = {
  file: 'webhooks.mjs',
  files: {
    'bench.mjs': `
import { readFileSync } from 'node:fs'
import { isGenuine } from './webhooks.mjs'

for (const line of readFileSync(0, 'utf8').trim().split('\\n')) {
  const [now, ...rest] = line.split(' ')
  globalThis.now = Number(now) * 1000
  const [secret, header, body] = rest.map((text) => Buffer.from(text, 'base64'))
  console.log(isGenuine(String(secret), String(header), body))
}`,
  },
  run: [process.execPath, 'bench.mjs'],
  needs: ['node'],
  isRequired: true,
  clock: ['Date.now()', 'globalThis.now'],
}

const python: Bench = {
  file: 'webhooks.py',
  files: {
    'bench.py': `
import base64, sys, webhooks

for line in sys.stdin:
    now, *rest = line.rstrip("\\n").split(" ")
    webhooks.now = int(now)
    secret, header, body = map(base64.b64decode, rest)
    print(webhooks.is_genuine(secret.decode(), header.decode(), body))
`,
  },
  run: ['python3', 'bench.py'],
  needs: ['python3'],
  isRequired: true,
  clock: ['time.time()', 'now'],
}

const go: Bench = {
  file: 'webhooks/webhooks.go',
  files: {
    'go.mod': 'module bench\n\ngo 1.18\n',
    'webhooks/now.go': 'package webhooks\n\nvar Now int64\n',
    'bench.go': `
package main

import (
	"bench/webhooks"
	"bufio"
	"encoding/base64"
	"fmt"
	"os"
	"strconv"
	"strings"
)

func bytes(text string) []byte {
	decoded, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		panic(err)
	}
	return decoded
}

func main() {
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		words := strings.Split(lines.Text(), " ")
		webhooks.Now, _ = strconv.ParseInt(words[0], 10, 64)
		fmt.Println(webhooks.IsGenuine(string(bytes(words[1])), string(bytes(words[2])), bytes(words[3])))
	}
}`,
  },
  build: ['go', 'build', '-o', 'bench', '.'],
  run: ['./bench'],
  needs: ['go'],
  clock: ['time.Now()', 'time.Unix(Now, 0)'],
}

const ruby: Bench = {
  file: 'webhooks.rb',
  files: {
    'bench.rb': `
require_relative "webhooks"

STDIN.each_line do |line|
  now, *rest = line.chomp.split(" ", -1)
  $now = now.to_i
  secret, header, body = rest.map { |text| text.unpack1("m") }
  puts genuine?(secret.force_encoding("UTF-8"), header.force_encoding("UTF-8"), body)
end`,
  },
  run: ['ruby', 'bench.rb'],
  needs: ['ruby'],
  clock: ['Time.now', '$now'],
}

const php: Bench = {
  file: 'webhooks.php',
  files: {
    'bench.php': `<?php
require __DIR__ . '/webhooks.php';

while (($line = fgets(STDIN)) !== false) {
    $words = explode(' ', rtrim($line, "\\n"));
    $GLOBALS['now'] = (int) $words[0];
    [$secret, $header, $body] = array_map('base64_decode', array_slice($words, 1));
    echo is_genuine($secret, $header, $body) ? 'true' : 'false', "\\n";
}`,
  },
  run: ['php', 'bench.php'],
  needs: ['php'],
  clock: ['time()', "$GLOBALS['now']"],
}

const java: Bench = {
  file: 'Webhooks.java',
  files: {
    'Bench.java': `
import java.util.Base64;
import java.util.Scanner;

public class Bench {
    static long now;

    static byte[] bytes(String text) {
        return Base64.getDecoder().decode(text);
    }

    public static void main(String[] arguments) throws Exception {
        var lines = new Scanner(System.in);
        while (lines.hasNextLine()) {
            var words = lines.nextLine().split(" ", -1);
            now = Long.parseLong(words[0]);
            System.out.println(Webhooks.isGenuine(
                new String(bytes(words[1]), "UTF-8"), new String(bytes(words[2]), "UTF-8"), bytes(words[3])));
        }
    }
}`,
  },
  build: ['javac', 'Bench.java', 'Webhooks.java'],
  run: ['java', '-cp', '.', 'Bench'],
  needs: ['javac', 'java'],
  clock: ['System.currentTimeMillis() / 1000', 'Bench.now'],
}

/** Mono, because it comes as a package; the code is the same for .NET. */
const csharp: Bench = {
  file: 'Webhooks.cs',
  files: {
    'Bench.cs': `
using System;
using System.Text;

public static class Bench
{
    public static long Now;

    public static void Main()
    {
        string line;
        while ((line = Console.ReadLine()) != null)
        {
            var words = line.Split(' ');
            Now = long.Parse(words[0]);
            Console.WriteLine(Webhooks.IsGenuine(
                Encoding.UTF8.GetString(Convert.FromBase64String(words[1])),
                Encoding.UTF8.GetString(Convert.FromBase64String(words[2])),
                Convert.FromBase64String(words[3])));
        }
    }
}`,
  },
  build: ['mcs', '-out:bench.exe', 'Bench.cs', 'Webhooks.cs'],
  run: ['mono', 'bench.exe'],
  needs: ['mcs', 'mono'],
  clock: ['DateTimeOffset.UtcNow.ToUnixTimeSeconds()', 'Bench.Now'],
}

export const benches = { node, python, go, ruby, php, java, csharp }
