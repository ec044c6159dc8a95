package dev.wardstream.rules.document;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** What a name that does not exist was probably meant to be. */
final class Guess {
  private Guess() {}

  /** The nearest of the names, if one is near. */
  static Optional<String> of(String written, Collection<String> names) {
    String folded = fold(written);
    int most = Math.max(2, folded.length() / 3);
    return names.stream()
        .filter(name -> distance(folded, fold(name)) <= most)
        .min(Comparator.comparingInt(name -> distance(folded, fold(name))));
  }

  /** A remedy: the guess, or all there is. */
  static String remedy(String written, Collection<String> names) {
    return of(written, names)
        .map("did you mean `%s`?"::formatted)
        .orElseGet(() -> "what may stand here: " + String.join(", ", names));
  }

  private static String fold(String name) {
    String letters = name.replaceAll("[^\\p{L}\\p{N}]", "").toLowerCase(Locale.ROOT);
    return letters.length() > 64 ? letters.substring(0, 64) : letters;
  }

  /** Levenshtein: insertions, deletions and replacements of one character. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int above = row[j];
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(above, row[j - 1]));
        diagonal = above;
      }
    }
    return row[b.length()];
  }
}
