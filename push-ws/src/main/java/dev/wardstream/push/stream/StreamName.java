package dev.wardstream.push.stream;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a stream, such as {@code wards/icu-1/alerts}.
 *
 * @param scope whose data it is
 * @param id patient, ward or room
 * @param kind what is told about it
 */
public record StreamName(Scope scope, String id, Kind kind) {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,128}");
  private static final String WARDS = "wards/";
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  /** Whose data a stream carries. */
  public enum Scope {
    PATIENT("patients"),
    WARD("wards"),
    ROOM("rooms");

    private final String label;

    Scope(String label) {
      this.label = label;
    }

    private boolean has(Kind kind) {
      return switch (kind) {
        case VITALS, WINDOWS, ALERTS -> this != ROOM;
        case CENSUS, NOTICES -> this == WARD;
        case MESSAGES -> this == ROOM;
        case PRESENCE -> true;
      };
    }
  }

  /** Reads a name; empty when there is no such stream. */
  public static Optional<StreamName> parse(String text) {
    var parts = text.split("/", -1);
    if (parts.length != 3 || !ID.matcher(parts[1]).matches()) {
      return Optional.empty();
    }
    for (var scope : Scope.values()) {
      for (var kind : Kind.values()) {
        if (scope.label.equals(parts[0]) && kind.label().equals(parts[2]) && scope.has(kind)) {
          return Optional.of(new StreamName(scope, parts[1], kind));
        }
      }
    }
    return Optional.empty();
  }

  /** The key of all that is in the stream, where there is one; as in {@code wards/icu-1}. */
  public String key() {
    return kind == Kind.NOTICES || kind == Kind.PRESENCE ? place() : id;
  }

  /** Whom or what it is about; as in {@code wards/icu-1}. */
  public String place() {
    return scope.label + "/" + id;
  }

  /** The ward whose key it is; the key itself when it is no ward's. */
  public static String wardOf(String key) {
    return key.startsWith(WARDS) ? key.substring(WARDS.length()) : key;
  }

  /** Whether everything in the stream has its key: it lives in one partition. */
  public boolean hasKey() {
    return scope != Scope.WARD || kind == Kind.NOTICES || kind == Kind.PRESENCE;
  }

  /** A 64-bit FNV-1a hash of the name, by which a cursor knows its stream. */
  public long hash() {
    var hash = FNV_OFFSET;
    var text = toString();
    for (var i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * FNV_PRIME;
    }
    return hash;
  }

  @Override
  public String toString() {
    return place() + "/" + kind.label();
  }
}
