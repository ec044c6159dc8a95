package dev.wardstream.cli.evaluate.report;

import java.util.List;

/** Text that is part of a page. */
final class Html {
  private Html() {}

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  static String table(Grid grid) {
    var html = new StringBuilder();
    html.append("<h2>").append(escaped(grid.title())).append("</h2>\n");
    html.append("<p class=\"note\">").append(escaped(grid.note())).append("</p>\n");
    html.append("<div class=\"scroll\"><table><thead>");
    row(html, grid, grid.header(), "th scope=\"col\"", "th");
    html.append("</thead><tbody>\n");
    grid.rows().forEach(row -> row(html, grid, row, "td", "td"));
    return html.append("</tbody></table></div>\n").toString();
  }

  private static void row(
      StringBuilder html, Grid grid, List<String> cells, String open, String close) {
    html.append("<tr>");
    for (var i = 0; i < cells.size(); i++) {
      html.append('<').append(open);
      html.append(i < grid.words() ? ">" : " class=\"n\">");
      html.append(escaped(cells.get(i))).append("</").append(close).append('>');
    }
    html.append("</tr>\n");
  }
}
