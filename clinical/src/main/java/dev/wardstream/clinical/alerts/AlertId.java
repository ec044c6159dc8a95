package dev.wardstream.clinical.alerts;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.UUID;

/**
 * Alert ids: UUID version 5 (RFC 9562 §5.5) of {@code patient|family|event time of the first
 * RAISED}, so that a replay names the same alert the same.
 */
final class AlertId {
  /** Namespace of the names; part of every alert id ever given out, never to be changed. */
  private static final UUID NAMESPACE = UUID.fromString("6f1c2b0e-6d0f-5b52-9a3e-0c7f3a52d9b1");

  private static final int VERSION_BYTE = 6;
  private static final int VARIANT_BYTE = 8;

  private AlertId() {}

  static UUID of(String patient, String family, Instant raisedAt) {
    byte[] name = (patient + '|' + family + '|' + raisedAt).getBytes(StandardCharsets.UTF_8);
    byte[] hash =
        sha1(
            ByteBuffer.allocate(Long.BYTES * 2 + name.length)
                .putLong(NAMESPACE.getMostSignificantBits())
                .putLong(NAMESPACE.getLeastSignificantBits())
                .put(name)
                .array());
    hash[VERSION_BYTE] = (byte) ((hash[VERSION_BYTE] & 0x0f) | 0x50);
    hash[VARIANT_BYTE] = (byte) ((hash[VARIANT_BYTE] & 0x3f) | 0x80);
    ByteBuffer bits = ByteBuffer.wrap(hash);
    return new UUID(bits.getLong(), bits.getLong());
  }

  private static byte[] sha1(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-1").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }
}
