package dev.wardstream.edge.access;

import com.nimbusds.jose.jwk.JWK;
import java.util.Optional;

/** Where the public keys of token issuers come from. May wait; never call it on an I/O thread. */
public sealed interface KeySource permits FixedKeys, RemoteKeys {

  /** The public key with this id. */
  Optional<JWK> find(String keyId);
}
