package dev.wardstream.it;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Looks at a page with axe-core, by the rules of WCAG 2.2 at levels A and AA. */
final class Axe {
  private static final Path SOURCE = Path.of("../console/node_modules/axe-core/axe.min.js");
  private static final String RUN =
      """
      async () => {
        const found = await axe.run(document, {
          resultTypes: ['violations'],
          runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
        });
        return JSON.stringify(found.violations);
      }
      """;

  private final String source;

  Axe() {
    try {
      source = Files.readString(SOURCE);
    } catch (IOException e) {
      throw new UncheckedIOException("axe-core is not there: build the console first", e);
    }
  }

  /** What is seriously wrong with a page: rule, impact and the first elements. */
  List<String> seriousOn(Page page) {
    page.evaluate(source);
    var found = JsonParser.parseString((String) page.evaluate(RUN)).getAsJsonArray();
    var serious = new ArrayList<String>();
    for (var each : found) {
      var violation = each.getAsJsonObject();
      var impact = violation.get("impact").getAsString();
      if (impact.equals("serious") || impact.equals("critical")) {
        serious.add(
            "%s (%s): %s"
                .formatted(
                    violation.get("id").getAsString(),
                    impact,
                    elements(violation.getAsJsonArray("nodes"))));
      }
    }
    return serious;
  }

  private static List<String> elements(JsonArray nodes) {
    var elements = new ArrayList<String>();
    for (var node : nodes) {
      if (elements.size() < 3) {
        elements.add(
            node.getAsJsonObject().get("html").getAsString()
                + " "
                + node.getAsJsonObject().get("failureSummary").getAsString());
      }
    }
    return elements;
  }
}
