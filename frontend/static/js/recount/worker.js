// The work, away from the page: a file and notes come in; how far it is, then the report, go out.
import { Refused } from "./file.js";
import { recount } from "./checks.js";

self.addEventListener("message", async ({ data }) => {
  let told = -1;
  const tell = (percent) => {
    const step = Math.floor(percent / 10) * 10;
    if (step > told) self.postMessage({ percent: (told = step) });
  };
  try {
    const bytes = new Uint8Array(await data.file.arrayBuffer());
    tell(0);
    self.postMessage({ report: recount(bytes, { notes: data.notes, codes: data.codes, tell }) });
  } catch (error) {
    if (error instanceof Refused) self.postMessage({ refused: { code: error.code, facts: error.facts } });
    else self.postMessage({ refused: { code: "verifier.stopped", facts: { reason: String(error.message ?? error) } } });
  }
});
