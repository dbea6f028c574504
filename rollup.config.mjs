// Builds what a script tag loads: dist/portico.js with its chunks, dist/portico.classic.js, dist/portico.work.js, and the lists of them.
import { createHash } from 'node:crypto';
import { brotliCompressSync, constants } from 'node:zlib';
import minifyHTMLLiterals from '@lit-labs/rollup-plugin-minify-html-literals';
import commonjs from '@rollup/plugin-commonjs';
import resolve from '@rollup/plugin-node-resolve';
import replace from '@rollup/plugin-replace';
import terser from '@rollup/plugin-terser';
import esbuild from 'rollup-plugin-esbuild';

const ENTRY = 'src/define/all.ts';
const CLASSIC = 'src/define/classic.ts';
const LAUNCHER = 'src/define/launcher.ts';
const WORKER = 'src/controllers/worker.ts';
const CHECK = 'src/define/check.ts';
const root = import.meta.dirname;
const local = (id) => (id.startsWith(root) ? id.slice(root.length + 1) : id);

/** The name of a chunk is its role: what a person sees in the network panel and what the size check speaks of. */
function role({ name, facadeModuleId, isDynamicEntry, moduleIds }) {
  const has = (part) => moduleIds.some((id) => local(id).startsWith(part));
  const facade = facadeModuleId ? local(facadeModuleId) : '';
  const words = /^src\/i18n\/([a-z]{2,3}(?:-[A-Za-z]+)?)\/([\w-]+)\.ts$/.exec(facade);
  if (words) return `words-${words[1]}-${words[2]}`;
  if (name === 'core') return 'core';
  if (has('node_modules/dompurify/')) return 'dompurify';
  if (has('node_modules/tus-js-client/')) return 'uploads';
  if (facade === 'src/define/link.ts') return 'portal-link';
  // What a lazy part shares with its own lazy parts lies with it.
  return facade || isDynamicEntry ? name : 'shared';
}

/**
 * A script tag's file is a stub that loads a hashed chunk. Lazy chunks import that chunk and never the stub, so a stub
 * fetched as `portico.js?ver=6.5` is not loaded a second time under its bare name.
 */
function stubs() {
  const entries = { '\0portico-stub': ENTRY, '\0launcher-stub': LAUNCHER };
  return {
    name: 'stubs',
    resolveId: (source) => (`\0${source}` in entries ? `\0${source}` : null),
    load: (id) => (id in entries ? { code: `import '/${entries[id]}';`, moduleSideEffects: true } : null),
  };
}

/** Finds `/src/…`, and `.js` that is written for the file a `.ts` becomes. */
function sources() {
  return {
    name: 'sources',
    async resolveId(source, importer, options) {
      if (source.startsWith('/src/')) return root + source;
      if (!importer || !source.startsWith('.') || !source.endsWith('.js') || importer.includes('node_modules'))
        return null;
      return this.resolve(`${source.slice(0, -3)}.ts`, importer, { ...options, skipSelf: true });
    },
  };
}

/** The worker lies beside the script tag's file, seen from a chunk; where there are chunks, there is an address of a module. */
function workerAddress() {
  const address = /try \{\n.*\n( *worker = new URL\()'\.\.\/controllers\/worker\.js'(.*\n)\} catch \{\n.*\n\}/;
  return {
    name: 'worker-address',
    transform(code, id) {
      if (local(id) !== 'src/content/policy.ts') return null;
      if (!address.test(code)) this.error('src/content/policy.ts names no worker any more.');
      return { code: code.replace(address, "$1'../portico.work.js'$2"), map: null };
    },
  };
}

/**
 * DOMPurify's own lists of what it lets through weigh two kilobytes and are never asked: src/content names each tag and attribute.
 * Emptied they could only forbid more. Nor does a browser that Portico runs in need help to take an entry of an object apart
 * (docs/decisions/0006).
 */
function withoutDefaultLists() {
  const lists = [
    ...'html$1 html svg$1 svg svgFilters svgDisallowed mathMl$1 mathMl mathMlDisallowed xml'
      .split(' ')
      .map((name) => `const ${name} = freeze([`),
    ...['DATA_URI_TAGS', 'URI_SAFE_ATTRIBUTES'].map((name) => `const DEFAULT_${name} = addToSet({}, [`),
  ];
  return {
    name: 'without-default-lists',
    transform(code, id) {
      if (!id.includes('/node_modules/dompurify/')) return null;
      for (const list of lists) {
        const start = code.indexOf(list);
        if (start < 0) this.error(`DOMPurify has no “${list}” any more: look at withoutDefaultLists again.`);
        code = `${code.slice(0, start)}${list}${code.slice(code.indexOf('])', start))}`;
      }
      const entry = '_slicedToArray(_ref2, 2)';
      if (!code.includes(entry))
        this.error('DOMPurify takes no entries apart any more: look at withoutDefaultLists again.');
      return { code: code.replace(entry, '_ref2'), map: null };
    },
  };
}

/**
 * What Lit keeps ready for browsers that Portico does not run in, and tells of mistakes that our types do not let anybody make.
 * A text that is not there any more fails the build: look at the new version of Lit then.
 */
function withoutFallbacks() {
  const texts = {
    '@lit/reactive-element/css-tag.js': [
      [/e=t\.ShadowRoot&&.*?CSSStyleSheet\.prototype,/, 'e=true,'],
      // Styles are said whole, and once.
      [
        /class n\{constructor.*?return this\.cssText\}\}/,
        'class n{constructor(t){this.cssText=t}get styleSheet(){return this.o||(this.o=new CSSStyleSheet).replaceSync(this.cssText),this.o}}',
      ],
      [/i=\(t,\.\.\.e\)=>\{.*?return new n\(o,t,s\)\}/, 'i=t=>new n(t[0])'],
      [/t instanceof CSSStyleSheet\?t:t\.styleSheet/, 't.styleSheet'],
    ],
    '@lit/reactive-element/reactive-element.js': [
      [/[\w$]+\.reactiveElementPolyfillSupport/, 'void 0'],
      // We use no decorators.
      [/Symbol\.metadata\?\?=.*?=new WeakMap;/, ''],
      [/const t=this\[Symbol\.metadata\];if\(null!==t\)\{.*?\}(?=this\._\$Eh=new Map)/, ''],
      [/static addInitializer\(t\)\{.*?\}(?=static get)/, ''],
      [/,this\.constructor\.l\?\.forEach\(t=>t\(this\)\)/, ''],
      [/,void 0!==t\.l&&\(this\.l=\[\.\.\.t\.l\]\)/, ''],
      // No property of ours writes itself into an attribute, or is anything but the text of one; below that is checked.
      [/toAttribute\(t,s\)\{.*?\}return i\}/, ''],
      [/_\$ET\(t,s\)\{.*?this\._\$Em=null\}\}(?=_\$AK)/, ''],
      [/void 0!==e&&this\._\$Em!==e\)\{.*?this\._\$Em=null\}/, 'void 0!==e){this[e]=s}'],
      [/,this\._\$Em=null,(?=this\._\$Ev)/, ','],
      [/i&&!\(this\._\$Ej.*?\|\|\((?=this\._\$AL\.has)/, '('],
      [/this\.hasUpdated\|\|i\|\|\(s=void 0\)/, 'this.hasUpdated||(s=void 0)'],
      [/this\._\$Eq&&=this\._\$Eq\.forEach\(.*?\),(?=this\._\$EM\(\))/, ''],
      [/,!0===e&&this\._\$Em!==t&&\(this\._\$Eq\?\?=new Set\)\.add\(t\)/, ''],
      // Nor has one a symbol for a name; and a style is said once.
      [/\[\.\.\.r\(t\),\.\.\.o\(t\)\]/, 'r(t)'],
      [/const i=\[\];if\(Array\.isArray\(s\)\)\{.*?return i\}/, 'return[s??[]].flat(1/0)}'],
      // State that is no attribute is no property here.
      [/s\.state&&\(s\.attribute=!1\),/, ''],
      [/\(a\.reactiveElementVersions\?\?=\[\]\)\.push\("[\d.]+"\)/, '0'],
      // No property of ours has an accessor of its own beside Lit's, and no update is refused.
      [/b=\{attribute:!0,.*?hasChanged:f\}/, 'b={}'],
      [/static getPropertyOptions\(t\)\{.*?\}/, ''],
      [
        /requestUpdate\(t,s,i,e=!1,h\)\{.*?this\.C\(t,s,i\)\}/,
        'requestUpdate(t,s){if(void 0!==t){if(i(this[t],s))return;this.C(t,s)}',
      ],
      [/C\(t,s,\{.*?\},r\)\{/, 'C(t,s){'],
      [
        /const t=this\.constructor\.elementProperties;if\(t\.size>0\)for\(const\[s,i\]of t\)\{.*?this\.C\(s,void 0,i,e\)\}/,
        '',
      ],
      [/this\.prototype\.hasOwnProperty\(t\)&&\(\(s=Object\.create\(s\)\)\.wrapped=!0\),/, ''],
      [
        /const i=Symbol\(\),h=this\.getPropertyDescriptor\(t,i,s\);void 0!==h&&/,
        'const h=this.getPropertyDescriptor(t,Symbol());',
      ],
      [
        /(?<=static getPropertyDescriptor\()t,s,i\)\{.*?configurable/,
        't,s){return{get(){return this[s]},set(i){const e=this[s];this[s]=i,this.requestUpdate(t,e)},configurable',
      ],
      [/attributeChangedCallback\(t,s,i\)\{this\._\$AK\(t,i\)\}/, ''],
      [/_\$AK\(t,s\)\{(?=const i=this\.constructor)/, 'attributeChangedCallback(t,_,s){'],
      [/"string"==typeof i\?i:"string"==typeof t\?t\.toLowerCase\(\):void 0/, 'i??t.toLowerCase()'],
      [/let t=!1;(?=const s=this\._\$AL)/, ''],
      [/t=this\.shouldUpdate\(s\),t\?\((.*?)\):this\._\$EM\(\)\}catch/, '$1}catch'],
      [/throw t=!1,/, 'throw '],
      [/\bt&&(?=this\._\$AE\(s\))/, ''],
      [/const t=this\.scheduleUpdate\(\);return null!=t&&await t,/, 'return await this.scheduleUpdate(),'],
      [/shouldUpdate\(t\)\{return!0\}/, ''],
      [/this\.hasUpdated\|\|\(this\.hasUpdated=!0,this\.firstUpdated\(t\)\)/, 'this.hasUpdated=!0'],
      [/firstUpdated\(t\)\{\}/, ''],
      [/enableUpdating\(t\)\{\}/, ''],
      [/\bd\("(\w+)"\)/g, '"$1"'],
    ],
    'lit-html/lit-html.js': [
      // The name of Lit's policy is left to a Lit of the page's own: whoever comes second with one name does not start at all.
      [/^/, "import{policy as ours}from'/src/content/policy.ts';"],
      [/s=t\.trustedTypes,e=s\?s\.createPolicy\("lit-html",\{createHTML:t=>t\}\):void 0/, 'e=ours'],
      [/[\w$]+\.litHtmlPolyfillSupport/, 'void 0'],
      // Nor templates of SVG or MathML alone.
      [/2===i\?"<svg>":3===i\?"<math>":""/, '""'],
      [/\(2===i\?"<\/svg>":3===i\?"<\/math>":""\)/, '""'],
      [/,2===\w\|\|3===\w\)\{.*?replaceWith\(\.\.\.t\.childNodes\)\}/, ',0){}'],
      // Nor ones that were compiled before, or that have something to fill in inside of a text area or of a comment.
      [/"number"==typeof s\?this\._\$AC\(t\):\(.*?,s\);/, 'this._$AC(t);'],
      [/const\{values:i,_\$litType\$:s\}=t/, 'const{values:i}=t'],
      [/y=\/\^\(\?:script\|.*?\$\/i,/, ''],
      [/\(y\.test\(u\[2\]\)&&\(n=RegExp\(.*?\)\),c=p\)/, 'c=p'],
      [/c=n\?\?v,/, 'c=v,'],
      [/\(c=p,n=void 0\)/, 'c=p'],
      [/Error\("invalid template strings array"\)/, 'Error()'],
      [/const j=\{.*?\},B=/, 'const j={I:k},B='],
      [/if\(y\.test\(r\.tagName\)\)\{.*?r\.append\(t\[i\],c\(\)\)\}\}/, ''],
      [
        /if\(r\.data===n\)d\.push\(\{type:2,index:l\}\);else\{.*?o\.length-1\}/,
        'r.data===n&&d.push({type:2,index:l});',
      ],
      // Nor has an element itself something to fill in, and what only directives of one's own ask for is not there.
      [/else t\.startsWith\(o\)&&\(d\.push\(\{type:6,index:l\}\),r\.removeAttribute\(t\)\)/, ''],
      [/:6===r\.type&&\(i=new Z\(h,this,t\)\)/, ':0'],
      [/class Z\{.*?\}\}(?=const j)/, ''],
      [/get parentNode\(\)\{return this\._\$AM\.parentNode\}/, ''],
      [/get parentNode\(\)\{let t=.*?\}get startNode\(\)\{.*?\}get endNode\(\)\{.*?\}/, ''],
      [/get tagName\(\)\{return this\.element\.tagName\}/, ''],
      [/,\(t\.litHtmlVersions\?\?=\[\]\)\.push\("[\d.]+"\)/, ''],
      // Nor is there any directive, which is what needs to know parents and whether anything is connected.
      [/function M\(t,i,s=t,e\)\{.*?,i\}(?=class R)/, ''],
      [/t=M\(this,t,i\),(?=a\(t\))/, ''],
      [/t=M\(this,t,i,0\),(?=o=!a\(t\))/, ''],
      [/r=M\(this,e\[s\+n\],i,n\)/, 'r=e[s+n]'],
      [/t=M\(this,t,i,0\)\?\?A/, 't??=A'],
      [/get _\$AU\(\)\{return this\._\$AM\??\._\$AU(?:\?\?this\._\$Cv)?\}/g, ''],
      [/,this\._\$Cv=e\?\.isConnected\?\?!0/, ''],
      [/setConnected\(t\)\{.*?\}(?=\}class H)/, ''],
      [/this\._\$AP\?\.\(!1,!0,s\)/, ''],
      [/this\._\$AN=void 0,/g, ''],
      [/,this\._\$AM=i(?=\})/, ''],
      [/this\._\$AM=[se],/g, ''],
      // A listener is a function, without options.
      [/\|\|t\.capture!==s\.capture.*?t\.passive!==s\.passive/, ''],
      [/t!==A&&\(s===A\|\|e\)/, 't!==A&&s===A'],
      // Nobody says that something is not to change, or asks which kind a part is.
      [/t!==this\._\$AH&&t!==E&&this\._\(t\)/, 't!==this._$AH&&this._(t)'],
      [/t!==this\._\$AH&&t!==E,/, 't!==this._$AH,'],
      [/r===E&&\(r=this\._\$AH\[n\]\),/, ''],
      [/if\(\(t\?\?=A\)===E\)return;/, 't??=A;'],
      [/this\.type=[12],/g, ''],
      [/constructor\(\)\{super\(\.\.\.arguments\),this\.type=\d\}/g, ''],
      [/constructor\(t,i,s,e,h\)\{super\(t,i,s,e,h\),this\.type=5\}/, ''],
      // The build leaves no comment in a template.
      [/v=\/<\(\?:\(!--.*?\/g,/, 'v=/<(?:\\/?[a-zA-Z][^>\\s]*|\\/?$)/g,'],
      [/"!--"===u\[1\]\?.*?c=p\)?:c===p\?/, 'c=p:c===p?'],
      [/c===_\|\|c===m\?c=v:c=p/, 'c=p'],
      // Elements are what is drawn in, and they are empty before.
      [/\(t\?\.creationScope\?\?l\)\.importNode/, 'l.importNode'],
      [/const s=i\(t\)\.nextSibling;i\(t\)\.remove\(\),t=s/, 'const s=t.nextSibling;t.remove(),t=s'],
      [
        /D=\(t,i,s\)=>\{.*?return h\._\$AI\(t\),h\}/,
        'D=(t,i,s)=>{(i._$litPart$??=new k(i.appendChild(c()),null,void 0,s))._$AI(t)}',
      ],
      [/"function"==typeof this\._\$AH\?(this\._\$AH\.call\(.*?,t\)):this\._\$AH\.handleEvent\(t\)/, '$1'],
    ],
    'lit-element/lit-element.js': [
      [/[\w$]+\.litElementPolyfillSupport/, 'void 0'],
      [/\(s\.litElementVersions\?\?=\[\]\)\.push\("[\d.]+"\);/, ''],
      [/,\w\.litElementHydrateSupport\?\.\(\{LitElement:\w\}\);/, ';'],
      [/this\.hasUpdated\|\|\(this\.renderOptions\.isConnected=this\.isConnected\),/, ''],
      [/connectedCallback\(\)\{.*?setConnected\(!0\)\}disconnectedCallback\(\)\{.*?setConnected\(!1\)\}/, ''],
      [
        /super\(\.\.\.arguments\),this\.renderOptions=\{host:this\},this\._\$Do=void 0/,
        'super(),this.renderOptions={host:this}',
      ],
      [/createRenderRoot\(\)\{.*?return this\.renderOptions\.renderBefore\?\?=t\.firstChild,t\}/, ''],
      [/this\._\$Do=e\(r,/, 'e(r,'],
      [/render\(\)\{return r\}/, ''],
    ],
  };
  return {
    name: 'without-fallbacks',
    transform(code, id) {
      if (
        local(id).startsWith('src/') &&
        /\breflect: true|\bcss`[^`]*\$\{|\bstate: true|\bsvg`|lit\/decorators|\btype: (?:Boolean|Number|Object|Array)\b|\}\s*<\/(?:textarea|title|style)>|lit\/(?:async-)?directive|handleEvent|noChange|shouldUpdate|firstUpdated|attribute: true/.test(
          code,
        )
      )
        this.error(`${local(id)} uses a part of Lit that withoutFallbacks leaves out.`);
      const file = Object.keys(texts).find((name) => id.endsWith(`/node_modules/${name}`));
      if (!file) return null;
      for (const [text, instead] of texts[file]) {
        if (!text.test(code)) this.error(`${file} has no ${text} any more: look at withoutFallbacks again.`);
        code = code.replace(text, instead);
      }
      return { code, map: null };
    },
  };
}

/** Everything the stub needs at once goes into one chunk. */
function core(id, { getModuleInfo }) {
  const closure = new Set();
  const follow = (module) => {
    if (closure.has(module)) return;
    closure.add(module);
    getModuleInfo(module)?.importedIds.forEach(follow);
  };
  follow(`${root}/${ENTRY}`);
  return closure.has(id) ? 'core' : null;
}

/** The lists: manifest.json says who loads whom and how heavy it is, sri.json holds the integrity of each file. */
function lists() {
  return {
    name: 'lists',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const manifest = {};
        const sri = {};
        for (const chunk of Object.values(bundle).filter(({ type }) => type === 'chunk')) {
          const bytes = Buffer.from(chunk.code);
          const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
          manifest[chunk.fileName] = {
            role: chunk.isEntry ? chunk.name : chunk.fileName.replace(/^chunks\/(.+)-[^-]+\.js$/, '$1'),
            imports: chunk.imports,
            dynamicImports: chunk.dynamicImports,
            modules: Object.fromEntries(
              Object.entries(chunk.modules)
                .map(([id, { renderedLength }]) => [local(id).replace('\0', ''), renderedLength])
                .filter(([, length]) => length),
            ),
            bytes: bytes.length,
            brotli: brotliCompressSync(bytes, quality).length,
          };
          sri[chunk.fileName] = `sha384-${createHash('sha384').update(bytes).digest('base64')}`;
        }
        if (!manifest['portico.js']) return;
        const json = (value) => `${JSON.stringify(value, null, 2)}\n`;
        this.emitFile({ type: 'asset', fileName: 'manifest.json', source: json(manifest) });
        this.emitFile({ type: 'asset', fileName: 'sri.json', source: json(sri) });
      },
    },
  };
}

const typescript = (tsconfig = 'src/tsconfig.json') => esbuild({ target: 'es2022', tsconfig });
const production = replace({
  preventAssignment: true,
  values: { 'process.env.NODE_ENV': JSON.stringify('production') },
});
const minify = () =>
  terser({
    ecma: 2022,
    module: true,
    compress: { passes: 3, pure_getters: true, unsafe_arrows: true, unsafe_methods: true },
    // Properties keep their names: each chunk is minified alone, and they would disagree. Private members are shortened anyway.
    format: { comments: false },
  });

const warn = (warning, otherwise) => {
  if (warning.code === 'CIRCULAR_DEPENDENCY' && !warning.ids?.some((id) => local(id).startsWith('src/'))) return;
  if (warning.code === 'UNRESOLVED_IMPORT' || warning.code === 'MISSING_EXPORT') throw new Error(warning.message);
  otherwise(warning);
};

/** @type {import('rollup').RollupOptions[]} */
export default [
  {
    input: {
      portico: 'portico-stub',
      launcher: 'launcher-stub',
      'portico.classic': CLASSIC,
      'portico.work': WORKER,
      'portico.check': CHECK,
    },
    onwarn: warn,
    preserveEntrySignatures: false,
    plugins: [
      stubs(),
      sources(),
      workerAddress(),
      resolve({ browser: true, exportConditions: ['browser', 'production'], extensions: ['.mjs', '.js', '.ts'] }),
      minifyHTMLLiterals({ include: ['src/**/*.ts'] }),
      typescript(),
      withoutDefaultLists(),
      withoutFallbacks(),
      commonjs(),
      production,
      lists(),
    ],
    output: {
      dir: 'dist',
      format: 'es',
      sourcemap: true,
      entryFileNames: '[name].js',
      // Without a hyphen, which stands between name and hash.
      hashCharacters: 'hex',
      // Letters of a hash do not compress, and every chunk says those of the others.
      chunkFileNames: (chunk) => `chunks/${role(chunk)}-[hash:7].js`,
      manualChunks: core,
      minifyInternalExports: true,
      hoistTransitiveImports: false,
      // Nobody asks what a module of ours is called, or changes it.
      generatedCode: { preset: 'es2015', symbols: false },
      freeze: false,
      // Once more finds what the first time has made alike.
      plugins: [minify(), minify()],
    },
  },
];
