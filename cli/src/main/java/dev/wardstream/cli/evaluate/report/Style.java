package dev.wardstream.cli.evaluate.report;

/** How the page looks: light and dark, from phone to desk. */
final class Style {
  /**
   * The eight colours are told apart by those who see red and green alike (after Okabe and Ito).
   */
  static final String CSS =
      """
      :root { --ink: #1c2430; --soft: #5a6675; --line: #d5dbe2; --faint: #edf0f3; --page: #fff;
        --f0: #0072b2; --f1: #b34700; --f2: #00795a; --f3: #a3478a; --f4: #8a6d00; --f5: #2a8fc4;
        --f6: #7a4a1e; --f7: #5b53b5; }
      @media (prefers-color-scheme: dark) { :root { --ink: #e8ecf1; --soft: #9fabb9;
        --line: #39434f; --faint: #242c35; --page: #14191f; --f0: #5cb3ec; --f1: #f28c4b;
        --f2: #3fc79a; --f3: #e391cb; --f4: #e3c44a; --f5: #8fd3ff; --f6: #d3a377; --f7: #a9a2ff; } }
      * { box-sizing: border-box; }
      body { margin: 0; background: var(--page); color: var(--ink);
        font: 16px/1.45 system-ui, "Segoe UI", "DejaVu Sans", sans-serif; }
      main { max-width: 62rem; margin: 0 auto; padding: 1rem; }
      h1 { font-size: 1.5rem; margin: .3rem 0; } h2 { font-size: 1.1rem; margin: 2rem 0 .2rem; }
      ul.head { list-style: none; padding: 0; margin: .5rem 0; } ul.head li { margin: .25rem 0; } ul { padding-left: 1.2rem; }
      .note { color: var(--soft); font-size: .875rem; margin: .2rem 0 .5rem; max-width: 48rem; }
      .warn, .empty { border-left: 4px solid var(--f1); padding: .3rem .8rem; background: var(--faint); }
      figure { margin: 1rem 0; } svg.plot { width: 100%; height: auto; display: block; }
      svg.narrow { display: none; }
      @media (max-width: 40rem) { svg.narrow { display: block; } svg.wide { display: none; }
        main { padding: .75rem; } }
      svg text { font-size: 11px; fill: var(--ink); } svg .tick { fill: var(--soft); }
      svg .axis { font-size: 12px; } svg line.grid { stroke: var(--line); }
      svg line.minor { stroke: var(--faint); }
      .f0 { --c: var(--f0); } .f1 { --c: var(--f1); } .f2 { --c: var(--f2); } .f3 { --c: var(--f3); }
      .f4 { --c: var(--f4); } .f5 { --c: var(--f5); } .f6 { --c: var(--f6); } .f7 { --c: var(--f7); }
      .fw { --c: var(--ink); }
      svg .mark { fill: var(--c); stroke: var(--c); stroke-width: 1.6; }
      svg .mark.hollow { fill: var(--page); }
      svg text.label { fill: var(--c); paint-order: stroke; stroke: var(--page); stroke-width: 3px; }
      svg text.label.fw { font-weight: 600; }
      svg line.interval { stroke: var(--c); opacity: .45; } svg line.path { stroke: var(--c); opacity: .6; }
      svg line.pair { stroke: var(--c); stroke-dasharray: 3 3; }
      .swatch { width: 1rem; height: 1rem; vertical-align: -.15rem; margin-right: .3rem; }
      .shapes span { display: inline-block; margin-right: 1rem; }
      .key { list-style: none; padding: 0; margin: .5rem 0; columns: 15rem; font-size: .9rem; }
      .key li { break-inside: avoid; }
      .scroll { overflow-x: auto; } table { border-collapse: collapse; font-size: .875rem; }
      th, td { text-align: left; padding: .25rem .7rem .25rem 0; border-bottom: 1px solid var(--line);
        vertical-align: top; } th { color: var(--soft); font-weight: 600; vertical-align: bottom; }
      th.n, td.n { text-align: right; } td { white-space: nowrap; font-variant-numeric: tabular-nums; }
      """;

  private Style() {}
}
