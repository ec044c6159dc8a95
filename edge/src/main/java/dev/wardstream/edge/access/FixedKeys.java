package dev.wardstream.edge.access;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.Optional;

/**
 * Keys known at start.
 *
 * @param keys public keys
 */
public record FixedKeys(JWKSet keys) implements KeySource {

  public FixedKeys {
    keys = keys.toPublicJWKSet();
  }

  /** Reads a JSON Web Key Set. */
  public static FixedKeys of(Path file) {
    try {
      return new FixedKeys(JWKSet.load(file.toFile()));
    } catch (IOException | ParseException e) {
      throw new IllegalArgumentException("no JSON Web Key Set in " + file, e);
    }
  }

  @Override
  public Optional<JWK> find(String keyId) {
    return Optional.ofNullable(keys.getKeyByKeyId(keyId));
  }
}
