package dev.wardstream.edge.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The keys with which a mint signs, newest first: a new one and the one before it, whose tokens are
 * good until they expire. Kept in a file that only its owner may read; every process that has the
 * file looks once a second whether it was changed, so keys rotate without a restart.
 *
 * <p>Any number of threads.
 */
public final class MintKeys implements KeySource {
  private static final String FILE = "token-key.json";
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final int KEPT = 2;

  private record Loaded(List<JWK> keys, JWKSet published, FileTime changed, long looked) {
    static Loaded of(List<JWK> keys, FileTime changed) {
      var published = new JWKSet(keys).toPublicJWKSet();
      return new Loaded(keys, published, changed, System.nanoTime());
    }

    Loaded lookedAgain() {
      return new Loaded(keys, published, changed, System.nanoTime());
    }
  }

  private final @Nullable Path file;
  private volatile Loaded loaded;

  private MintKeys(@Nullable Path file, Loaded loaded) {
    this.file = file;
    this.loaded = loaded;
  }

  /** Keys kept in a folder; makes the first one when there is none. */
  static MintKeys in(Path folder) {
    var file = folder.resolve(FILE);
    try {
      Files.createDirectories(folder);
      if (!Files.exists(file)) {
        create(file, text(List.of(newKey())));
      }
      return new MintKeys(file, load(file));
    } catch (IOException e) {
      throw new UncheckedIOException("the token key cannot be kept in " + file, e);
    }
  }

  /** One key that is nowhere kept. */
  static MintKeys temporary() {
    return new MintKeys(null, Loaded.of(List.of(newKey()), FileTime.fromMillis(0)));
  }

  /** The key to sign with. */
  ECKey signing() {
    return (ECKey) current().keys().getFirst();
  }

  @Override
  public Optional<JWK> find(String keyId) {
    return Optional.ofNullable(published().getKeyByKeyId(keyId));
  }

  /** The public keys. */
  public JWKSet published() {
    return current().published();
  }

  /** Signs with a new key from now on; of the old ones, the newest stays good. */
  synchronized void rotate() {
    var keys = new ArrayList<JWK>();
    keys.add(newKey());
    keys.addAll(current().keys());
    var kept = List.copyOf(keys.subList(0, Math.min(KEPT, keys.size())));
    if (file == null) {
      loaded = Loaded.of(kept, loaded.changed());
      return;
    }
    try {
      var next = file.resolveSibling(FILE + ".new");
      Files.deleteIfExists(next);
      create(next, text(kept));
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      loaded = load(file);
    } catch (IOException e) {
      throw new UncheckedIOException("the new token key cannot be kept in " + file, e);
    }
  }

  private Loaded current() {
    var known = loaded;
    if (file == null || System.nanoTime() - known.looked() < LOOK.toNanos()) {
      return known;
    }
    try {
      known =
          Files.getLastModifiedTime(file).equals(known.changed())
              ? known.lookedAgain()
              : load(file);
      loaded = known;
      return known;
    } catch (NoSuchFileException e) {
      return known; // taken away while running: what is known stays good
    } catch (IOException e) {
      throw new UncheckedIOException("the token key cannot be read from " + file, e);
    }
  }

  private static Loaded load(Path file) throws IOException {
    var changed = Files.getLastModifiedTime(file);
    var text = Files.readString(file);
    try {
      var keys =
          text.contains("\"keys\"") ? JWKSet.parse(text).getKeys() : List.<JWK>of(JWK.parse(text));
      if (keys.isEmpty() || !keys.stream().allMatch(MintKeys::signs)) {
        throw new IllegalStateException("not all keys in " + file + " are private keys for ES256");
      }
      return Loaded.of(keys, changed);
    } catch (ParseException e) {
      throw new IllegalStateException("no token key in " + file, e);
    }
  }

  private static boolean signs(JWK key) {
    return key instanceof ECKey ec && ec.isPrivate() && Curve.P_256.equals(ec.getCurve());
  }

  private static String text(List<JWK> keys) {
    return new JWKSet(keys).toString(false);
  }

  private static void create(Path file, String json) throws IOException {
    var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (var channel = Files.newByteChannel(file, options, owner)) {
      channel.write(StandardCharsets.UTF_8.encode(json));
    } catch (FileAlreadyExistsException e) {
      return; // somebody else was first: theirs is used
    }
  }

  private static ECKey newKey() {
    try {
      return new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException("no key for ES256 can be made", e);
    }
  }
}
