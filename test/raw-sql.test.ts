// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are sources to look at
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { projectRoot } from '../server/launch/project-root.ts'

/**
 * Values reach the database as parameters, never as text of a statement. Walks the syntax tree of everything that runs: what
 * is put into a statement by `${}` or `+` must be fixed when the module is loaded, or stand below with its reason.
 */

/** File and expression, and why nothing that a caller sends can be in it. */
const explained: Record<string, string> = {
  'server/dead-letters/dead-letter-action-store.ts: where':
    'conditions written there, each with the number of a parameter',
  'server/demo/demo-store.ts: names': 'columns of the rows that the demo writes',
  'server/demo/demo-store.ts: table': 'tables that the demo writes, by its own statements',
  'server/jobs/doorbell-store.ts: subscriptions': 'statements of the callers, all of them constants',
  'server/lanes/lane-store.ts: limit': 'one of three texts of a constant statement',
  'server/lanes/lane-store.ts: order': 'one of three texts of a constant statement',
  'server/lanes/lane-store.ts: priority': '0 or 1, in a constant statement',
  'server/lanes/lane-store.ts: where': 'one of four texts of a constant statement',
  "server/recovery/recovery-store.ts: attemptErrors.map((reason) => `sum(${reason})::int as ${reason}`).join(', ')":
    'columns, listed in the module',
  "server/replay/replay-candidate-store.ts: candidates(choice.include, 'chunk')": 'chooses between written statements',
  "server/replay/replay-candidate-store.ts: candidates(choice.include, 'window')": 'chooses between written statements',
  'server/replay/replay-candidate-store.ts: event': 'the alias of a table, by the statements of the module',
  'server/replay/replay-candidate-store.ts: patterns':
    'the name of a column or parameter, by the statements of the module',
  'server/retention/partition-store.ts: day': 'eight digits, of the name of a partition that exists',
  'server/retention/partition-store.ts: floor(0)': 'a term around that day',
  'server/retention/partition-store.ts: floor(1)': 'a term around that day',
  'server/retention/partition-store.ts: table': 'one of three tables, by the calls of the module',
  'server/retention/partition-store.ts: within(day)': 'a term around that day',
  'server/retention/retention-store.ts: over': 'a condition of the module, without a value',
  'server/retention/retention-store.ts: table': 'tables of the module',
  'server/stats/histogram-sums.ts: all': 'statements of the module',
  'server/stats/histogram-sums.ts: column': 'one of two columns, by the statements of the callers',
  'server/stats/histogram-sums.ts: first': 'a number of the module',
  'server/stats/histogram-sums.ts: key': 'one of two columns, by the statements of the callers',
  'server/stats/histogram-sums.ts: sums': 'sums of the column by the numbers of its buckets',
  'server/stats/histogram-sums.ts: table': 'the name of a term of the statement',
  'server/stats/rollup-store.ts: day': 'a term of the module; the day itself is a parameter',
  'server/retention/retention-store.ts: whole': 'a number, of the configuration',
  'server/stats/rollup-store.ts: grain': 'one of two names, by the calls of the module',
  'server/stats/rollup-store.ts: table': 'one of two names, listed in front of it',
  'server/stats/stats-source.ts: columnsWith(histograms)': 'columns, listed in the contract and in the module',
  "server/stats/stats-source.ts: conditions.join(' and ')": 'written there, each with the number of a parameter',
  'server/stats/stats-source.ts: picked': 'made of the statements of stretchSql',
  'server/stats/stats-source.ts: select(parameter)': 'statements of the stores beside it, with numbers of parameters',
  'server/stats/stats-source.ts: start': 'one of two columns',
  'server/stats/stats-source.ts: subscription': 'one of two columns',
  'server/stats/stats-source.ts: table': 'one of two tables',
  'server/stats/stats-source.ts: time(from)': 'a term with the number of a parameter',
  'server/stats/stats-source.ts: time(to)': 'a term with the number of a parameter',
  'server/stats/stats-store.ts: size': 'the number of a parameter',
  'server/stats/top-stats-store.ts: parameter(limit)': 'the number of a parameter',
}

/** How a statement begins: looked for everywhere. */
const statement =
  /^[\s(]*(--[^\n]*\n\s*)*(with|select|insert into|update|delete from|create|alter|drop|truncate|lock table)\s/

/** A part of one: looked for where statements are made, because messages have such words, too. */
const part = /\b(from|join|where|and|having|group by|order by|union all)\s/
const makesStatements = /-store\.ts$|^server\/stats\//

const files = globSync(['server/**/*.ts', 'workers/**/*.ts'], { cwd: projectRoot, exclude: ['**/*.test.ts'] })

interface Found {
  place: string
  text: string
}

function lookAt(path: string, source: string): Found[] {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true)
  const fixed = namesOfModule(file)
  const found: Found[] = []

  /** Fixed when the module is loaded, whatever is asked later. */
  const isFixed = (node: ts.Expression): boolean => {
    if (ts.isLiteralExpression(node)) return true
    if (ts.isParenthesizedExpression(node)) return isFixed(node.expression)
    if (ts.isTemplateExpression(node)) return node.templateSpans.every((span) => isFixed(span.expression))
    if (ts.isConditionalExpression(node)) return isFixed(node.whenTrue) && isFixed(node.whenFalse)
    if (ts.isBinaryExpression(node)) return isFixed(node.left) && isFixed(node.right)
    if (ts.isPropertyAccessExpression(node)) return isFixed(node.expression)
    if (ts.isElementAccessExpression(node)) return isFixed(node.expression)
    if (ts.isCallExpression(node)) return isFixed(node.expression) && node.arguments.every(isFixed)
    if (ts.isArrayLiteralExpression(node)) return node.elements.every(isFixed)
    if (!ts.isIdentifier(node)) return false
    const local = localConstant(node)
    if (local === undefined) return fixed.has(node.text)
    // A list may be added to.
    return local !== null && !ts.isArrayLiteralExpression(local) && isFixed(local)
  }

  const visit = (node: ts.Node): void => {
    const parts = inlined(node)
    const text = node.getText(file).slice(1)
    const isStatement = parts && (statement.test(text) || (makesStatements.test(path) && part.test(text)))
    if (isStatement && !isAtModuleLevel(node)) {
      for (const put of parts.filter((put) => !isFixed(put))) found.push({ place: path, text: put.getText(file) })
    }
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const name = node.expression.name.text
      const [first] = node.arguments
      const takesText = /^\$(query|execute)RawUnsafe$/.test(name) || node.expression.getText(file) === 'Prisma.raw'
      if (takesText && !(first && isFixed(first))) found.push({ place: path, text: `${name}(${first?.getText(file)})` })
    }
    ts.forEachChild(node, visit)
  }
  visit(file)
  return found
}

/** What stands in a text that is put together here; null where nothing is, or where the tag makes parameters of it. */
function inlined(node: ts.Node): ts.Expression[] | null {
  if (ts.isTemplateExpression(node)) {
    if (ts.isTaggedTemplateExpression(node.parent)) return null
    return node.templateSpans.map((span) => span.expression)
  }
  const isSum = ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken
  return isSum && (ts.isStringLiteralLike(node.left) || ts.isStringLiteralLike(node.right))
    ? [node.left, node.right]
    : null
}

/** Imports, functions and constants of the module: none of them holds what a request said. */
function namesOfModule(file: ts.SourceFile): Set<string> {
  const names = new Set<string>()
  for (const node of file.statements) {
    if (ts.isFunctionDeclaration(node) && node.name) names.add(node.name.text)
    if (ts.isVariableStatement(node) && node.declarationList.flags & ts.NodeFlags.Const) {
      for (const { name } of node.declarationList.declarations) if (ts.isIdentifier(name)) names.add(name.text)
    }
    const bindings = ts.isImportDeclaration(node) ? node.importClause?.namedBindings : undefined
    if (bindings && ts.isNamedImports(bindings)) for (const { name } of bindings.elements) names.add(name.text)
  }
  return names
}

/** The initialiser of the local constant that a name means; null: another local thing; undefined: nothing local. */
function localConstant(name: ts.Identifier): ts.Expression | null | undefined {
  for (let scope: ts.Node = name.parent; !ts.isSourceFile(scope); scope = scope.parent) {
    if (ts.isFunctionLike(scope) && scope.parameters.some((parameter) => isNamed(parameter.name, name.text)))
      return null
    if (!ts.isBlock(scope) && !ts.isForOfStatement(scope)) continue
    const lists = ts.isBlock(scope)
      ? scope.statements.filter(ts.isVariableStatement).map((node) => node.declarationList)
      : [scope.initializer].filter(ts.isVariableDeclarationList)
    for (const list of lists) {
      for (const declaration of list.declarations) {
        if (!isNamed(declaration.name, name.text)) continue
        return list.flags & ts.NodeFlags.Const && ts.isIdentifier(declaration.name)
          ? (declaration.initializer ?? null)
          : null
      }
    }
  }
  return undefined
}

function isNamed(binding: ts.BindingName, name: string): boolean {
  if (ts.isIdentifier(binding)) return binding.text === name
  return binding.elements.some((element) => ts.isBindingElement(element) && isNamed(element.name, name))
}

/** In the initialiser of a constant of the module, and not in a function that is called later. */
function isAtModuleLevel(node: ts.Node): boolean {
  for (let at: ts.Node = node; !ts.isSourceFile(at); at = at.parent) {
    const isCalledAtOnce = ts.isArrowFunction(at) && ts.isCallExpression(at.parent)
    if (ts.isFunctionLike(at) && !isCalledAtOnce) return false
  }
  return true
}

describe('statements', () => {
  test('take what they are given as parameters', () => {
    const found = files.flatMap((path) => lookAt(path, readFileSync(join(projectRoot, path), 'utf8')))
    const named = new Set(found.map(({ place, text }) => `${place}: ${text}`))
    expect([...named].filter((name) => !(name in explained))).toEqual([])
    expect(
      Object.keys(explained).filter((name) => !named.has(name)),
      'explained, but gone',
    ).toEqual([])
  })

  test.each([
    ['a value in a statement', 'function f(id: string) { return query(`select 1 from t where id = ${id}`) }', 'id'],
    ['a value joined to one', "function f(id: string) { return query('select 1 from t where id = ' + id) }", 'id'],
    ['a field of what was sent', 'function f(o: O) { return query(`delete from t where a = ${o.name}`) }', 'o.name'],
    ['a local made of it', 'function f(o: O) { const w = `x${o.n}`; return query(`select 1 from t ${w}`) }', 'w'],
    [
      'the unsafe call of Prisma',
      'function f(tx: T, s: string) { return tx.$queryRawUnsafe(s) }',
      '$queryRawUnsafe(s)',
    ],
    ['raw text of Prisma', 'function f(s: string) { return Prisma.raw(s) }', 'raw(s)'],
  ])('%s would be found', (_, source, text) => {
    expect(lookAt('x.ts', source)).toEqual([{ place: 'x.ts', text }])
  })

  test.each([
    ['a parameter of a tag', 'function f(id: string) { return tx.$queryRaw`select 1 from t where id = ${id}` }'],
    ['a constant of the module', 'const limit = 5\nfunction f() { return query(`select 1 from t limit ${limit}`) }'],
    ['a constant statement for Prisma', 'const s = `select 1`\nfunction f() { return tx.$queryRawUnsafe(s, 1) }'],
    ['one of two constants', "function f(a: boolean) { return query(`select 1 from t ${a ? 'limit 1' : ''}`) }"],
    ['a message that is no statement', 'function f(id: string) { throw new Error(`There is no ${id} here.`) }'],
  ])('%s is allowed', (_, source) => {
    expect(lookAt('x.ts', source)).toEqual([])
  })
})
