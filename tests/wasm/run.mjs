// Runs a module of WebAssembly, with WASI if it was built for that. A trap ends this program with an error.
import { readFile } from "node:fs/promises";
import { WASI } from "node:wasi";

const [path] = process.argv.slice(2);
const module = await WebAssembly.compile(await readFile(path));
const wantsWasi = WebAssembly.Module.imports(module).length > 0;

if (wantsWasi) {
  const wasi = new WASI({ version: "preview1", args: [path], env: process.env, returnOnExit: true });
  const instance = await WebAssembly.instantiate(module, wasi.getImportObject());
  process.exitCode = wasi.start(instance);
} else {
  const instance = await WebAssembly.instantiate(module, {});
  process.exitCode = instance.exports.main(0, 0);
}
