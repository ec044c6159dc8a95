package dev.wardstream.schemas.registry;

import dev.wardstream.schemas.avro.DeviceReadings;
import org.apache.avro.SystemLimitException;
import org.apache.avro.util.ClassSecurityValidator;

/**
 * What Avro may do with bytes from elsewhere.
 *
 * <p>Upper bounds of what it allocates for one record: without them eight hostile bytes can exhaust
 * the heap. Avro reads them once, from system properties, when it decodes for the first time, so
 * they are set before; a stricter value given on the command line stays. And the classes it may
 * make: those of the contract, besides its own defaults.
 */
final class AvroGuards {
  /** As long as the largest record Kafka accepts by default. */
  static final int BYTES = 1 << 20;

  /** Far above any list of the contract, far below what hurts. */
  static final int ITEMS = 1 << 16;

  private static final String CONTRACT = DeviceReadings.class.getPackageName();

  static {
    limit(SystemLimitException.MAX_BYTES_LENGTH_PROPERTY, BYTES);
    limit(SystemLimitException.MAX_STRING_LENGTH_PROPERTY, BYTES);
    limit(SystemLimitException.MAX_COLLECTION_LENGTH_PROPERTY, ITEMS);
    ClassSecurityValidator.setGlobal(
        ClassSecurityValidator.composite(
            ClassSecurityValidator.getGlobal(), AvroGuards::isOfTheContract));
  }

  private AvroGuards() {}

  /** Sets the guards, once, and makes sure that Avro follows them. */
  static void requireInForce() {
    try {
      SystemLimitException.checkMaxCollectionLength(0, ITEMS + 1L);
    } catch (SystemLimitException inForce) {
      return;
    }
    throw new IllegalStateException(
        "Avro was used before its decode limits were set; start with -D"
            + SystemLimitException.MAX_COLLECTION_LENGTH_PROPERTY
            + "="
            + ITEMS);
  }

  private static boolean isOfTheContract(Class<?> type) {
    return type.getPackageName().equals(CONTRACT);
  }

  private static void limit(String property, int limit) {
    var given = Integer.getInteger(property, Integer.MAX_VALUE);
    System.setProperty(property, Integer.toString(Math.min(given, limit)));
  }
}
