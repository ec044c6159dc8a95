package dev.wardstream.edge.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenVerifierTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final InstantSource CLOCK = InstantSource.fixed(NOW);
  private static final TokenRules RULES =
      new TokenRules("issuer", "audience", Duration.ofMinutes(15), Duration.ofSeconds(10));

  private final ECKey key = new ECKeyGenerator(Curve.P_256).keyID("k1").generate();
  private final TokenVerifier verifier =
      new TokenVerifier(new FixedKeys(new JWKSet(key)), RULES, CLOCK);

  TokenVerifierTest() throws Exception {}

  private static JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer("issuer")
        .audience("audience")
        .subject("doc-1")
        .issueTime(Date.from(NOW))
        .expirationTime(Date.from(NOW.plusSeconds(600)))
        .claim("roles", List.of("doctor", "emperor"))
        .claim("wards", List.of("icu-1"));
  }

  private static JWSHeader.Builder header() {
    return new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("k1").type(JOSEObjectType.JWT);
  }

  private String signed(JWSHeader header, JWTClaimsSet claims) throws Exception {
    var token = new SignedJWT(header, claims);
    token.sign(new ECDSASigner(key));
    return token.serialize();
  }

  private void refuses(String token, String rule) {
    assertThatThrownBy(() -> verifier.verify(token))
        .isInstanceOf(InvalidToken.class)
        .hasMessage(rule);
  }

  private void refusesClaims(UnaryOperator<JWTClaimsSet.Builder> change, String rule)
      throws Exception {
    refuses(signed(header().build(), change.apply(claims()).build()), rule);
  }

  private void refusesHeader(UnaryOperator<JWSHeader.Builder> change, String rule)
      throws Exception {
    refuses(signed(change.apply(header()).build(), claims().build()), rule);
  }

  @Test
  void grantsWhatTheTokenSaysAndNothingElse() throws Exception {
    var principal = verifier.verify(signed(header().build(), claims().build()));
    assertThat(principal)
        .isEqualTo(
            new Principal(
                "doc-1",
                Set.of(Role.DOCTOR),
                Set.of("icu-1"),
                Set.of(),
                Set.of(),
                NOW.plusSeconds(610),
                new Proof("issuer", NOW, "", 0)));
  }

  @Test
  void refusesClaimsThatBreakARule() throws Exception {
    refusesClaims(c -> c.issuer("other"), "iss");
    refusesClaims(c -> c.issuer(null), "iss");
    refusesClaims(c -> c.audience("other"), "aud");
    refusesClaims(c -> c.audience((String) null), "aud");
    refusesClaims(c -> c.subject(""), "sub");
    refusesClaims(c -> c.subject("a/../b"), "sub");
    refusesClaims(c -> c.subject(null), "sub");
    refusesClaims(c -> c.expirationTime(null), "exp");
    refusesClaims(c -> c.issueTime(null), "iat");
    refusesClaims(c -> c.expirationTime(Date.from(NOW.plusSeconds(901))), "lifetime");
    refusesClaims(c -> c.issueTime(Date.from(NOW.plusSeconds(11))), "iat");
    refusesClaims(c -> c.notBeforeTime(Date.from(NOW.plusSeconds(11))), "nbf");
    refusesClaims(
        c ->
            c.issueTime(Date.from(NOW.minusSeconds(60)))
                .expirationTime(Date.from(NOW.minusSeconds(10))),
        "exp");
  }

  @Test
  void toleratesSmallDifferencesOfClocks() throws Exception {
    var claims =
        claims()
            .issueTime(Date.from(NOW.minusSeconds(60)))
            .expirationTime(Date.from(NOW.minusSeconds(9)));
    assertThat(verifier.verify(signed(header().build(), claims.build())).subject())
        .isEqualTo("doc-1");
  }

  @Test
  void refusesHeadersThatPointElsewhere() throws Exception {
    refusesHeader(h -> h.keyID("k2"), "kid");
    refusesHeader(h -> h.keyID("../k1"), "kid");
    refusesHeader(h -> h.keyID(null), "kid");
    refusesHeader(h -> h.jwkURL(URI.create("https://evil.example")), "header");
    refusesHeader(h -> h.x509CertURL(URI.create("https://evil.example")), "header");
    refusesHeader(h -> h.jwk(key.toPublicJWK()), "header");
    refusesHeader(h -> h.criticalParams(Set.of("x")).customParam("x", 1), "header");
    refusesHeader(h -> h.type(new JOSEObjectType("secevent+jwt")), "typ");
  }

  @Test
  void refusesOtherKeysAndAlgorithms() throws Exception {
    var other = new SignedJWT(header().build(), claims().build());
    other.sign(new ECDSASigner(new ECKeyGenerator(Curve.P_256).generate()));
    refuses(other.serialize(), "signature");

    var mac =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("k1").build(), claims().build());
    mac.sign(new MACSigner(key.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8)));
    refuses(mac.serialize(), "alg");

    var none =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8));
    refuses(none + "." + mac.serialize().split("\\.")[1] + ".", "form");
    refuses("", "form");
    refuses("a.b.c", "form");
    refuses("x".repeat(9_000), "size");
  }

  @Test
  void keepsTheKeyOfAMintInAFileOfItsOwner(@TempDir Path folder) throws Exception {
    var rules = RULES;
    var first = TokenMint.in(folder.resolve("keys"), rules, CLOCK);
    var again = TokenMint.in(folder.resolve("keys"), rules, CLOCK);
    var principal =
        new Principal("mon-7", Set.of(Role.DEVICE), Set.of(), Set.of(), Set.of("d"), NOW);
    var token = first.issue(principal, Duration.ofMinutes(5));
    assertThat(again.verifier().verify(token).devices()).containsExactly("d");
    var file = folder.resolve("keys").resolve("token-key.json");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void rotatesItsKeysAndKeepsTheOneBefore(@TempDir Path folder) throws Exception {
    var signing = TokenMint.in(folder, RULES, CLOCK);
    var principal = new Principal("a", Set.of(), Set.of(), Set.of(), Set.of(), NOW);
    var first = signing.issue(principal, Duration.ofMinutes(5));
    signing.rotate();
    var second = signing.issue(principal, Duration.ofMinutes(5));
    var again = TokenMint.in(folder, RULES, CLOCK).verifier();
    assertThat(again.verify(first).subject()).isEqualTo("a");
    assertThat(again.verify(second).subject()).isEqualTo("a");
    assertThat(signing.keys().published().getKeys()).hasSize(2).noneMatch(k -> k.isPrivate());
    signing.rotate();
    assertThatThrownBy(() -> signing.verifier().verify(first)).hasMessage("kid");
    assertThat(signing.verifier().verify(second).subject()).isEqualTo("a");
  }

  @Test
  void takesAKeyThatAnotherProcessHasRotated(@TempDir Path folder) {
    var running = TokenMint.in(folder, RULES, CLOCK);
    TokenMint.in(folder, RULES, CLOCK).rotate();
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> running.keys().published().getKeys().size() == 2);
  }
}
