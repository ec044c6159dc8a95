package dev.wardstream.schemas.registry;

import java.util.Arrays;
import java.util.Optional;

/** What a registry refuses, with the code and HTTP status of Confluent's REST API. */
public enum RegistryError {
  SUBJECT_NOT_FOUND(40401),
  VERSION_NOT_FOUND(40402),
  SCHEMA_NOT_FOUND(40403),
  SUBJECT_COMPATIBILITY_NOT_FOUND(40408),
  INCOMPATIBLE_SCHEMA(409),
  INVALID_SCHEMA(42201),
  INVALID_VERSION(42202),
  INVALID_COMPATIBILITY(42203),
  /** The registry could not be reached, did not answer in time, or failed: try again later. */
  UNAVAILABLE(50001),
  /** The registry answered with something this client does not understand. */
  UNEXPECTED_ANSWER(50000);

  private final int code;

  RegistryError(int code) {
    this.code = code;
  }

  /** The {@code error_code} of Confluent's REST API. */
  public int code() {
    return code;
  }

  /** The HTTP status that goes with the code. */
  public int status() {
    return code < 1000 ? code : code / 100;
  }

  /** The error of an {@code error_code}. */
  public static Optional<RegistryError> of(int code) {
    return Arrays.stream(values()).filter(error -> error.code == code).findFirst();
  }
}
