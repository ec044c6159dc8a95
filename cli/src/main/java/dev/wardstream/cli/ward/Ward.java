package dev.wardstream.cli.ward;

import dev.wardstream.cli.recordings.Recording;
import dev.wardstream.cli.recordings.Recordings;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A demo ward.
 *
 * @param id ward id
 * @param beds in the order of their labels
 */
public record Ward(String id, List<Bed> beds) {
  /** A ward or bed number is part of ids on the wire, which allow no more than this. */
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

  /** Beds that play the same recording are this far apart, so that nobody sees twins. */
  private static final long SHIFT_SECONDS = 97;

  private static final List<String> WOMEN =
      List.of(
          "Ada", "Berit", "Clara", "Dunja", "Edda", "Fatou", "Greta", "Hana", "Ines", "Jolanda",
          "Kaia", "Livia", "Mira", "Nele", "Olga", "Paula", "Rosa", "Saskia", "Tamar", "Wilma");
  private static final List<String> MEN =
      List.of(
          "Anton", "Bela", "Carlo", "Dario", "Emil", "Femi", "Gustav", "Hugo", "Ivo", "Jonas",
          "Kofi", "Luis", "Milo", "Nils", "Otto", "Pavel", "Ravi", "Sven", "Theo", "Yusuf");
  private static final List<String> SURNAMES =
      List.of(
          "Albrook",
          "Brennell",
          "Castorin",
          "Dunmere",
          "Elverson",
          "Fairlund",
          "Gravelin",
          "Hollowick",
          "Istervale",
          "Jorvane",
          "Kestrell",
          "Lundmarsh",
          "Merrowby",
          "Northgale",
          "Ostrander",
          "Pellworth",
          "Quillford",
          "Rosvane",
          "Silverdale",
          "Tarnquist",
          "Umberly",
          "Vandermoor",
          "Westerlyn");

  public Ward {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "a ward id has 1 to 64 of A-Z a-z 0-9 . _ : -, unlike " + id);
    }
    beds = List.copyOf(beds);
  }

  /** A ward of so many beds; beyond the recordings there are, they repeat with shifted clocks. */
  public static Ward of(String id, int beds) {
    if (beds < 1) {
      throw new IllegalArgumentException("a ward has at least one bed, not " + beds);
    }
    var recordings = Recordings.load();
    return new Ward(
        id, IntStream.range(0, beds).mapToObj(index -> bed(id, index, recordings)).toList());
  }

  /**
   * Whoever lies in a bed of the demo.
   *
   * @param bed 1 for the first
   */
  public static String patient(String ward, int bed) {
    return "%s-p%02d".formatted(ward, bed);
  }

  private static Bed bed(String ward, int index, List<Recording> recordings) {
    var recording = recordings.get(index % recordings.size());
    var number = "%02d".formatted(index + 1);
    return new Bed(
        ward,
        number,
        patient(ward, index + 1),
        name(index, "M".equals(recording.sex())),
        ward + "-mon" + number,
        recording,
        SHIFT_SECONDS * (index / recordings.size()));
  }

  private static String name(int index, boolean man) {
    var first = man ? MEN : WOMEN;
    return "%s %s (fictional)"
        .formatted(first.get(index % first.size()), SURNAMES.get(index * 7 % SURNAMES.size()));
  }
}
