package dev.wardstream.edge.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.nimbusds.jose.CompressionAlgorithm;
import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDHEncrypter;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The list of bad tokens: numbers 71 to 92 of the bad-input list. Number 70, no token, is tried on
 * real sockets; 88, tickets, where tickets are; 89 and 90 need DPoP, which is not offered.
 */
@TestInstance(Lifecycle.PER_CLASS)
class BadTokensTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final TokenRules RULES =
      new TokenRules("issuer", "audience", Duration.ofMinutes(15), Duration.ofSeconds(10));
  private static final TokenRules OIDC =
      new TokenRules("https://id.example", "audience", Duration.ofMinutes(15), Duration.ZERO);
  private static final ClaimNames NAMES =
      new ClaimNames("realm_access.roles", "wards", "patients", "devices", Set.of("console"));

  private final ECKey key = new ECKeyGenerator(Curve.P_256).keyID("k1").generate();
  private final RSAKey rsa = new RSAKeyGenerator(2_048).keyID("k2").generate();
  private final ECKey oidcKey = new ECKeyGenerator(Curve.P_256).keyID("k3").generate();
  private final KeyPair edKey = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
  private final TokenVerifier verifier =
      new TokenVerifier(
          List.of(
              Issuer.of(RULES, new FixedKeys(new JWKSet(List.of(key, rsa, publicEdKey())))),
              new Issuer(OIDC, new FixedKeys(new JWKSet(oidcKey)), NAMES)),
          Standing.ALWAYS,
          InstantSource.fixed(NOW));

  BadTokensTest() throws Exception {}

  private OctetKeyPair publicEdKey() {
    var encoded = edKey.getPublic().getEncoded();
    var x = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
    return new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(x)).keyID("k4").build();
  }

  private static JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer("issuer")
        .audience("audience")
        .subject("doc-1")
        .issueTime(Date.from(NOW))
        .expirationTime(Date.from(NOW.plusSeconds(600)));
  }

  private static JWTClaimsSet.Builder oidcClaims() {
    return claims()
        .issuer("https://id.example")
        .claim("azp", "console")
        .claim("typ", "Bearer")
        .claim("wards", List.of("icu-1"))
        .claim("realm_access", Map.of("roles", List.of("nurse", "offline_access")));
  }

  private static JWSHeader.Builder header() {
    return new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("k1").type(JOSEObjectType.JWT);
  }

  private static JWSHeader.Builder oidcHeader() {
    return header().keyID("k3");
  }

  private static String signed(JWSHeader header, String payload, JWSSigner signer)
      throws JOSEException {
    var token = new JWSObject(header, new Payload(payload));
    token.sign(signer);
    return token.serialize();
  }

  private String withHeader(UnaryOperator<JWSHeader.Builder> change) throws JOSEException {
    return signed(
        change.apply(header()).build(), claims().build().toString(), new ECDSASigner(key));
  }

  private String withClaims(UnaryOperator<JWTClaimsSet.Builder> change) throws JOSEException {
    return withPayload(change.apply(claims()).build().toString());
  }

  private String withPayload(String payload) throws JOSEException {
    return signed(header().build(), payload, new ECDSASigner(key));
  }

  private String oidc(UnaryOperator<JWTClaimsSet.Builder> change) throws JOSEException {
    return signed(
        oidcHeader().build(),
        change.apply(oidcClaims()).build().toString(),
        new ECDSASigner(oidcKey));
  }

  private static String unsigned(String header) {
    return encoded(header) + "." + encoded(claims().build().toString()) + ".";
  }

  private static String encoded(String text) {
    return Base64URL.encode(text).toString();
  }

  private Stream<Arguments> badForms() throws Exception {
    var good = withClaims(c -> c);
    var parts = good.split("\\.");
    var zeros = Base64URL.encode(new byte[64]).toString();
    return Stream.of(
        arguments("71 empty", "", "form"),
        arguments("71 garbage", "\u0000\n../../etc", "form"),
        arguments("71 dots", "..", "form"),
        arguments("71 not base64", "a.b.c", "form"),
        arguments("71 too long", good + "A".repeat(9_000), "size"),
        arguments("71 a claim changed", parts[0] + "." + encoded("{}") + "." + parts[2], "iss"),
        arguments(
            "71 a role added",
            parts[0]
                + "."
                + encoded(claims().claim("roles", List.of("operator")).build().toString())
                + "."
                + parts[2],
            "signature"),
        arguments("71 no signature", parts[0] + "." + parts[1] + ".", "form"),
        arguments("72 alg none", unsigned("{\"alg\":\"none\"}"), "form"),
        arguments("72 alg None", unsigned("{\"alg\":\"None\"}"), "form"),
        arguments("72 alg NONE with kid", unsigned("{\"alg\":\"NONE\",\"kid\":\"k1\"}"), "form"),
        arguments("72 alg nOnE", unsigned("{\"alg\":\"nOnE\",\"kid\":\"k1\"}") + "AA", "alg"),
        arguments("92 r and s are zero", parts[0] + "." + parts[1] + "." + zeros, "signature"),
        arguments("92 signature cut", good.substring(0, good.length() - 20), "signature"),
        arguments("84 encrypted, deflated", encrypted(), "form"),
        arguments("85 duplicate claims", withPayload(duplicate()), "form"),
        arguments("85 claims are a list", withPayload("[]"), "iss"));
  }

  private String encrypted() throws JOSEException {
    var header =
        new JWEHeader.Builder(JWEAlgorithm.ECDH_ES, EncryptionMethod.A128GCM)
            .compressionAlgorithm(CompressionAlgorithm.DEF)
            .keyID("k1")
            .build();
    var bomb = new JWEObject(header, new Payload("0".repeat(100_000)));
    bomb.encrypt(new ECDHEncrypter(key.toPublicJWK()));
    return bomb.serialize();
  }

  private static String duplicate() {
    return claims().build().toString().replaceFirst("\\{", "{\"sub\":\"someone-else\",");
  }

  private Stream<Arguments> badHeaders() throws Exception {
    var evil = URI.create("https://evil.example");
    return Stream.of(
        arguments(
            "73 HS256 with the RSA key", hmac("k2", rsa.toRSAPublicKey().getEncoded()), "alg"),
        arguments(
            "73 HS256 with the JWK",
            hmac("k1", key.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8)),
            "alg"),
        arguments("74 RS512", rsa(JWSAlgorithm.RS512), "alg"),
        arguments("74 PS256", rsa(JWSAlgorithm.PS256), "alg"),
        arguments("75 unknown kid", withHeader(h -> h.keyID("k9")), "kid"),
        arguments("75 no kid", withHeader(h -> h.keyID(null)), "kid"),
        arguments("75 path", withHeader(h -> h.keyID("../../dev/null")), "kid"),
        arguments("75 SQL", withHeader(h -> h.keyID("k1' OR '1'='1")), "kid"),
        arguments("75 another issuer's kid", withHeader(h -> h.keyID("k3")), "kid"),
        arguments("76 jku", withHeader(h -> h.jwkURL(evil)), "header"),
        arguments("76 x5u", withHeader(h -> h.x509CertURL(evil)), "header"),
        arguments("76 jwk", withHeader(h -> h.jwk(key.toPublicJWK())), "header"),
        arguments(
            "76 x5c",
            withHeader(
                h -> h.x509CertChain(List.of(com.nimbusds.jose.util.Base64.encode("certificate")))),
            "header"),
        arguments(
            "82 crit unknown",
            withHeader(h -> h.criticalParams(Set.of("x")).customParam("x", 1)),
            "header"),
        arguments(
            "83 b64 false",
            withHeader(h -> h.base64URLEncodePayload(false).criticalParams(Set.of("b64"))),
            "header"),
        arguments("84 zip", withHeader(h -> h.customParam("zip", "DEF")), "header"),
        arguments("81 typ of events", withHeader(h -> h.type(of("secevent+jwt"))), "typ"),
        arguments("81 typ of tickets", withHeader(h -> h.type(of("ticket+jwt"))), "typ"));
  }

  private static JOSEObjectType of(String type) {
    return new JOSEObjectType(type);
  }

  private static String hmac(String keyId, byte[] secret) throws JOSEException {
    var header = new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(keyId).build();
    return signed(header, claims().build().toString(), new MACSigner(secret));
  }

  private String rsa(JWSAlgorithm algorithm) throws JOSEException {
    var header = new JWSHeader.Builder(algorithm).keyID("k2").build();
    return signed(header, claims().build().toString(), new RSASSASigner(rsa));
  }

  private Stream<Arguments> badClaims() throws Exception {
    var past = Date.from(NOW.minusSeconds(600));
    return Stream.of(
        arguments("77 other issuer", withClaims(c -> c.issuer("other")), "iss"),
        arguments("77 no issuer", withClaims(c -> c.issuer(null)), "iss"),
        arguments("77 other issuer's name", withClaims(c -> c.issuer(OIDC.issuer())), "kid"),
        arguments("78 other audience", withClaims(c -> c.audience("other")), "aud"),
        arguments("78 several others", withClaims(c -> c.audience(List.of("a", "b"))), "aud"),
        arguments("78 no audience", withClaims(c -> c.audience((String) null)), "aud"),
        arguments(
            "79 expired beyond the skew",
            withClaims(c -> c.issueTime(past).expirationTime(Date.from(NOW.minusSeconds(11)))),
            "exp"),
        arguments(
            "79 lives too long",
            withClaims(c -> c.expirationTime(Date.from(NOW.plusSeconds(901)))),
            "lifetime"),
        arguments(
            "79 expires in the year 100000",
            withClaims(c -> c.expirationTime(Date.from(Instant.ofEpochSecond(3_093_527_980_800L)))),
            "lifetime"),
        arguments("79 never expires", withClaims(c -> c.expirationTime(null)), "exp"),
        arguments(
            "80 not yet", withClaims(c -> c.notBeforeTime(Date.from(NOW.plusSeconds(11)))), "nbf"),
        arguments("86 empty subject", withClaims(c -> c.subject("")), "sub"),
        arguments("86 long subject", withClaims(c -> c.subject("a".repeat(129))), "sub"),
        arguments("86 subject with a path", withClaims(c -> c.subject("a/../b")), "sub"),
        arguments("87 wards are no list", withClaims(c -> c.claim("wards", "icu-1")), "form"),
        arguments("87 wards of numbers", withClaims(c -> c.claim("wards", List.of(1))), "form"),
        arguments("81 at_hash", withClaims(c -> c.claim("at_hash", "x")), "typ"),
        arguments("81 nonce", withClaims(c -> c.claim("nonce", "x")), "typ"));
  }

  private Stream<Arguments> badOfOidc() throws Exception {
    var own = signed(header().build(), oidcClaims().build().toString(), new ECDSASigner(key));
    return Stream.of(
        arguments("77 signed by our key, says OIDC", own, "kid"),
        arguments("78 another application", oidc(c -> c.claim("azp", "game")), "azp"),
        arguments("78 no application", oidc(c -> c.claim("azp", null)), "azp"),
        arguments("81 ID token", oidc(c -> c.claim("typ", "ID")), "typ"),
        arguments("81 refresh token", oidc(c -> c.claim("typ", "Refresh")), "typ"),
        arguments(
            "87 roles are text",
            oidc(c -> c.claim("realm_access", Map.of("roles", "operator"))),
            "form"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"badForms", "badHeaders", "badClaims", "badOfOidc"})
  void refuses(String name, String token, String rule) {
    assertThatThrownBy(() -> verifier.verify(token))
        .as(name)
        .isInstanceOf(InvalidToken.class)
        .hasMessage(rule);
  }

  @Test
  void refusesWhatWasTakenBack() throws Exception {
    var token = withClaims(c -> c);
    verifier.verify(token);
    var strict =
        new TokenVerifier(
            List.of(Issuer.of(RULES, new FixedKeys(new JWKSet(key)))),
            new Standing() {
              @Override
              public Optional<Lapse> lapse(Principal principal) {
                return Optional.of(Lapse.REVOKED);
              }

              @Override
              public void listen(Consumer<String> changed) {}
            },
            InstantSource.fixed(NOW));
    assertThatThrownBy(() -> strict.verify(token)).hasMessage("standing");
  }

  @Test
  void wildcardsAreNamesLikeOthers() throws Exception {
    var principal = verifier.verify(withClaims(c -> c.claim("wards", List.of("*"))));
    assertThat(principal.wards()).containsExactly("*");
    assertThat(principal.roles()).isEmpty();
  }

  @Test
  void takesTheOtherIssuersTokensWithItsKeysAndNames() throws Exception {
    var principal = verifier.verify(oidc(c -> c));
    assertThat(principal.roles()).containsExactly(Role.NURSE);
    assertThat(principal.wards()).containsExactly("icu-1");
    assertThat(principal.proof().issuer()).isEqualTo("https://id.example");
  }

  @Test
  void takesRsaAndEdwardsCurves() throws Exception {
    assertThat(verifier.verify(rsa(JWSAlgorithm.RS256)).subject()).isEqualTo("doc-1");
    var signing =
        encoded("{\"alg\":\"EdDSA\",\"kid\":\"k4\"}") + "." + encoded(claims().build().toString());
    var signature = Signature.getInstance("Ed25519");
    signature.initSign(edKey.getPrivate());
    signature.update(signing.getBytes(StandardCharsets.US_ASCII));
    var token = signing + "." + Base64URL.encode(signature.sign());
    assertThat(verifier.verify(token).subject()).isEqualTo("doc-1");
    var forged = signing + "." + Base64URL.encode(new byte[64]);
    assertThatThrownBy(() -> verifier.verify(forged)).hasMessage("signature");
  }
}
