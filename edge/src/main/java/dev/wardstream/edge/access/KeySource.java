package dev.wardstream.edge.access;

import com.nimbusds.jose.jwk.JWK;
import java.util.Optional;

/** Where the public keys of a token issuer come from. May wait; never call it on an I/O thread. */
public sealed interface KeySource permits FixedKeys, MintKeys, RemoteKeys {

  /** The public key with this id. */
  Optional<JWK> find(String keyId);
}
