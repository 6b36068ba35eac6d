/** What a release is made of, as git and the files at its commit say it. */
export interface Candidate {
  /** As it was pushed: `v1.4.0`. */
  tag: string;
  /** `version` of package.json. */
  version: string;
  commit: string;
  /** Whether main leads to the commit. */
  isOnMain: boolean;
  /** The whole text of CHANGELOG.md. */
  changelog: string;
}

/** Why the tag must not be released, one sentence each; none where it may be. */
export function findObstacles({ tag, version, commit, isOnMain, changelog }: Candidate): string[] {
  const [, tagged] = /^v(\d+\.\d+\.\d+)$/.exec(tag) ?? [];
  if (!tagged)
    return [`The tag is ${JSON.stringify(tag)}, which is no version such as v1.4.0: push another tag.`];
  return [
    ...(version === tagged
      ? []
      : [
          `The tag says ${tagged} and package.json says ${version}: run \`npm version --no-git-tag-version ${tagged}\`, bring that to main, and tag its commit.`,
        ]),
    ...(isOnMain
      ? []
      : [
          `The tagged commit ${commit} is not on main, so nobody has checked it there: merge it, and tag the commit that main has.`,
        ]),
    ...changelogObstacles(changelog, tagged),
  ];
}

function changelogObstacles(changelog: string, version: string): string[] {
  const notes = sectionOf(changelog, version);
  if (notes === undefined)
    return [
      `CHANGELOG.md has no section "## [${version}]": give what stands under "## [Unreleased]" that heading.`,
    ];
  if (notes === "")
    return [`CHANGELOG.md says nothing under "## [${version}]": write what users will notice.`];
  const left = sectionOf(changelog, "Unreleased");
  if (!left) return [];
  return [
    `CHANGELOG.md still has entries under "## [Unreleased]": what is on main is released, so move them under "## [${version}]".`,
  ];
}

/** The text below `## [name]`, up to the next such heading or the list of links; undefined = no such heading. */
export function sectionOf(changelog: string, name: string): string | undefined {
  const [, ...sections] = changelog.split(/^## (?=\[)/m);
  const section = sections.find((text) => text.startsWith(`[${name}]`));
  return section
    ?.slice(section.indexOf("\n") + 1)
    .replace(/^\[[^\]]+\]: \S+$/gm, "")
    .trim();
}
