package dev.wardstream.fhir;

import dev.wardstream.schemas.avro.Reading;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.hl7.fhir.r4.model.Observation;
import org.jspecify.annotations.Nullable;

/**
 * What makes two Observations the same: who measured whom, what is recorded of them, and the ids
 * the sender gave them. Narratives, times of issue and everything else that is not recorded do not
 * count.
 *
 * @param seq takes the place of a device's put counter
 * @param id logical id: the beginning of the same hash
 */
record Identity(long seq, String id) {
  /** Takes the place of a device's restart counter: such puts come from no particular run. */
  static final long BOOT = 0;

  private static final long SEQS = 1_000_000_000_000_000_000L;
  private static final int ID_BYTES = 16;
  private static final char SEPARATOR = '\n'; // in none of the parts but identifiers, which end it

  static Identity of(
      String device, @Nullable String patient, Reading reading, Observation observation) {
    var text = new StringBuilder(200);
    text.append(device).append(SEPARATOR).append(patient == null ? "" : patient);
    text.append(SEPARATOR).append(reading.getT().toEpochMilli());
    text.append(SEPARATOR).append(reading.getStatus());
    for (var value : reading.getValues()) {
      text.append(SEPARATOR).append(value.getVital()).append(' ').append(value.getValue());
      text.append(' ').append(value.getUnit());
    }
    text.append(SEPARATOR).append(SEPARATOR).append(observation.getIdElement().getIdPart());
    text.append(SEPARATOR).append(observation.getMeta().getVersionId());
    for (var identifier : observation.getIdentifier()) {
      text.append(SEPARATOR).append(identifier.getSystem()).append('|');
      text.append(identifier.getValue());
    }
    var hash = sha256(text.toString());
    return new Identity(
        Math.floorMod(ByteBuffer.wrap(hash).getLong(), SEQS),
        HexFormat.of().formatHex(hash, 0, ID_BYTES));
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
