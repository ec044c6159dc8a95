package dev.wardstream.cli.recordings;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;

/** The recordings in the order of the beds of a demo ward. */
public final class Recordings {
  /** Worth seeing in a small ward too: apnoea (13), fast hearts (21, 25), low saturation (32). */
  private static final List<String> FIRST_BEDS =
      List.of(
          "bidmc01", "bidmc13", "bidmc02", "bidmc32", "bidmc11", "bidmc21", "bidmc19", "bidmc04",
          "bidmc09", "bidmc25", "bidmc23", "bidmc44");

  private Recordings() {}

  /** Reads all of them; the first twelve are the liveliest mix. */
  public static List<Recording> load() {
    var names = new LinkedHashSet<>(FIRST_BEDS);
    names.addAll(lines("RECORDS"));
    return names.stream().map(Recordings::load).toList();
  }

  private static Recording load(String name) {
    var stem = "bidmc_" + name.substring("bidmc".length());
    return Recording.parse(name, lines(stem + "_Numerics.csv"), lines(stem + "_Fix.txt"));
  }

  private static List<String> lines(String file) {
    try (var in = Recordings.class.getResourceAsStream("bidmc/" + file)) {
      if (in == null) {
        throw new IllegalStateException("the recording file " + file + " is missing in the jar");
      }
      var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      return reader.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the recording file " + file, e);
    }
  }
}
