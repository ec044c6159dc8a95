package dev.wardstream.alerts.watch;

/** Which alert: there is at most one open per patient and family. */
public record AlertKey(String patient, String family) {

  /** The record key, {@code patient|family}. */
  public String text() {
    return patient + "|" + family;
  }
}
