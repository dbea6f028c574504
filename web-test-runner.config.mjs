// The library's tests in a real Chromium. Usage: npm run test:unit [-- --files test/elements/login.test.ts]
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { visualRegressionPlugin } from '@web/test-runner-visual-regression/plugin';
import { chromeLauncher } from '@web/test-runner-chrome';
import { build } from 'esbuild';
import { report, sentence } from './scripts/counts.ts';
import { browserArguments, ensureBrowser } from './scripts/ensure-browser.ts';

/** tus-js-client leans on CommonJS packages, which no browser reads: it is served as the bundler would make it. */
const uploadClient = {
  name: 'upload-client',
  resolveImport: ({ source }) => (source === 'tus-js-client' ? '/__tus-js-client.js' : undefined),
  async serve({ path }) {
    if (path !== '/__tus-js-client.js') return undefined;
    const { outputFiles } = await build({
      stdin: { contents: "export * from 'tus-js-client'", resolveDir: import.meta.dirname },
      bundle: true,
      format: 'esm',
      write: false,
    });
    return { body: outputFiles[0].text, type: 'js' };
  },
};

/** A worker is asked for by the name it has when it is built. */
function workerSource(context, next) {
  if (context.path === '/src/controllers/worker.js') context.path = '/src/controllers/worker.ts';
  return next();
}

/**
 * A failure is sent as a structured clone of what was expected and what was there. One that cannot be cloned, such as a `Response`, was
 * never sent, and the file hung in place of failing. Nothing fades, so that no colour is judged on its way. What Lit says of an element
 * that draws itself twice fails the test in which it says so.
 */
const page = (testFramework) => `<!doctype html>
<script>
  const warn = console.warn;
  console.warn = (...said) => {
    if (String(said[0]).includes('/msg/change-in-update')) reportError(new Error(said[0]));
    else warn(...said);
  };
  const clone = structuredClone;
  window.structuredClone = (value, options) => {
    try {
      return clone(value, options);
    } catch {
      return JSON.parse(JSON.stringify(value));
    }
  };
</script>
<style>
  :root {
    --portico-duration: 0s;
  }
</style>
<script type="module" src="${testFramework}"></script>`;

/** Counts tests for scripts/test.ts; a file that could not run is a failure, and so is a run without tests. */
function counter() {
  const count = (suite, counts) => {
    for (const test of suite?.tests ?? []) {
      if (test.skipped) counts.skipped++;
      else if (test.passed) counts.passed++;
      else counts.failed++;
    }
    suite?.suites?.forEach((inner) => count(inner, counts));
  };
  return {
    onTestRunFinished({ sessions }) {
      const counts = { passed: 0, failed: 0, skipped: 0 };
      for (const session of sessions) {
        count(session.testResults, counts);
        if (session.errors.length) counts.failed++;
      }
      report(counts);
      console.log(`  ${sentence(counts)}`);
    },
  };
}

const UPDATE = '--update-visual-baseline';

/** Compares pictures with those of test/visual/baseline; what is not like them is kept in test/visual/failed to be looked at. */
const looks = visualRegressionPlugin({
  update: process.argv.includes(UPDATE),
  baseDir: 'test/visual',
  getBaselineName: ({ name }) => `baseline/${name}`,
  getFailedName: ({ name }) => `failed/${name}`,
  getDiffName: ({ name }) => `failed/${name}-difference`,
  saveBaseline({ filePath, content }) {
    if (!process.argv.includes(UPDATE))
      throw new Error(`There is no ${filePath}: look at it, then take it with ${UPDATE}.`);
    mkdirSync(dirname(filePath), { recursive: true });
    writeFileSync(filePath, content);
  },
  failureThresholdType: 'percent',
  // Another version of the browser draws letters a little otherwise; corners that are not round any more are 0.05.
  diffOptions: { threshold: 0.2 },
  failureThreshold: 0.03,
});

export default {
  files: ['test/{api,session,controllers,content,i18n,ui,events,elements,define,lifecycle,styles,visual}/**/*.test.ts'],
  rootDir: import.meta.dirname,
  nodeResolve: { exportConditions: ['browser', 'development'] },
  concurrency: 2,
  staticLogging: !process.stdout.isTTY,
  browserStartTimeout: 60_000,
  testsStartTimeout: 30_000,
  testsFinishTimeout: 180_000,
  browsers: [
    chromeLauncher({
      launchOptions: { executablePath: ensureBrowser(), args: browserArguments },
      // Two files run at once, one in a tab behind the other: there it would have no focus and no frames.
      async createPage({ context }) {
        const page = await context.newPage();
        await page.emulateFocusedPage(true);
        // Nor could it be photographed, also when the tab in front has gone.
        const { screenshot } = page;
        page.screenshot = async (options) => {
          await page.bringToFront();
          return screenshot.call(page, options);
        };
        return page;
      },
    }),
  ],
  middleware: [workerSource],
  plugins: [
    looks,
    uploadClient,
    esbuildPlugin({ ts: true, json: true, target: 'es2022', tsconfig: 'src/tsconfig.json' }),
  ],
  // What a library says of itself in development is no finding of a test.
  filterBrowserLogs: ({ args }) => !/^Lit is in dev mode/.test(String(args[0])),
  testRunnerHtml: page,
  testFramework: { config: { timeout: 20_000 } },
  reporters: [
    defaultReporter({ reportTestResults: true, reportTestProgress: process.stdout.isTTY ?? false }),
    counter(),
  ],
};
