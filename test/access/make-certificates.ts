import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** A CA of our own and what it signs, as PEM files of a folder. */
export interface Authority {
  ca: string;
  /** A key and a certificate for a host's name; gives their paths. */
  sign(name: string): { cert: string; key: string };
}

export function makeAuthority(folder: string, title: string): Authority {
  const at = (name: string) => join(folder, `${title}-${name}`);
  const openssl = (...args: string[]) =>
    execFileSync("openssl", args, { stdio: ["ignore", "ignore", "pipe"] });
  const [ca, caKey] = [at("ca.pem"), at("ca-key.pem")];
  openssl(
    "req",
    "-x509",
    "-newkey",
    "rsa:2048",
    "-nodes",
    "-days",
    "2",
    "-subj",
    `/CN=${title}`,
    "-keyout",
    caKey,
    "-out",
    ca,
  );
  return {
    ca,
    sign(name) {
      const [cert, key, request, names] = ["pem", "key.pem", "csr", "ext"].map((end) =>
        at(`${name}.${end}`),
      ) as [string, string, string, string];
      writeFileSync(names, `subjectAltName=DNS:${name}\n`);
      openssl(
        "req",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-subj",
        `/CN=${name}`,
        "-keyout",
        key,
        "-out",
        request,
      );
      openssl(
        "x509",
        "-req",
        "-in",
        request,
        "-CA",
        ca,
        "-CAkey",
        caKey,
        "-CAcreateserial",
        "-days",
        "2",
        "-extfile",
        names,
        "-out",
        cert,
      );
      return { cert, key };
    },
  };
}
