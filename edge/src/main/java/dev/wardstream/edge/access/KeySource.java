package dev.wardstream.edge.access;

import com.nimbusds.jose.jwk.JWK;
import dev.wardstream.edge.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** Where the public keys of token issuers come from. May wait; never call it on an I/O thread. */
public sealed interface KeySource permits FixedKeys, RemoteKeys {

  /** The public key with this id. */
  Optional<JWK> find(String keyId);

  /**
   * Keys from the settings {@code TOKEN_KEYS_FILE} or {@code TOKEN_KEYS_URL}.
   *
   * @throws IllegalArgumentException unless exactly one of them is set
   */
  static KeySource from(Settings settings) {
    var file = settings.take("TOKEN_KEYS_FILE", Path::of);
    var url = settings.take("TOKEN_KEYS_URL", URI::create);
    if (file.isPresent() == url.isPresent()) {
      throw new IllegalArgumentException("set one of TOKEN_KEYS_FILE and TOKEN_KEYS_URL");
    }
    return file.<KeySource>map(FixedKeys::of).orElseGet(() -> new RemoteKeys(url.orElseThrow()));
  }
}
