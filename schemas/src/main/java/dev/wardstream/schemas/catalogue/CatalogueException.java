package dev.wardstream.schemas.catalogue;

/** A cluster does not fit the catalogue; the message is for an operator and names a remedy. */
public final class CatalogueException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CatalogueException(String message) {
    super(message);
  }

  public CatalogueException(String message, Throwable cause) {
    super(message, cause);
  }
}
