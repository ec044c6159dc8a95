package dev.wardstream.rules.document;

import dev.wardstream.clinical.rules.RuleSet;
import java.util.regex.Pattern;

/**
 * A sound document.
 *
 * @param description for whom the rules are, in the words of the author
 * @param text exactly as read, comments included
 */
public record RuleDocument(RuleSet rules, String description, String text) {
  /** A key of the document itself stands at the beginning of a line. */
  private static final Pattern VERSION = Pattern.compile("(?m)^version:[ \\t]*[0-9]+");

  /** The same text with another version, which has to be read again. */
  public String textWithVersion(int version) {
    return VERSION.matcher(text).replaceFirst("version: " + version);
  }
}
