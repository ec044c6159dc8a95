package dev.wardstream.rules.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.clinical.rules.RuleBook;
import dev.wardstream.rules.BuiltIns;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuleFeedTest {
  @Test
  void beginsWithTheBuiltInProfiles() {
    assertThat(RuleFeed.BUILT_IN.book()).isEqualTo(RuleBook.BUILT_IN);
    assertThat(RuleFeed.BUILT_IN.refused()).isZero();
  }

  @Test
  void theGreatestVersionIsInForce() {
    RuleFeed feed =
        RuleFeed.BUILT_IN
            .take("adult-continuous@2", document("adult-continuous", 2, 89))
            .take("adult-continuous@3", document("adult-continuous", 3, 88));

    assertThat(feed.book().of("adult-continuous").id().version()).isEqualTo(3);
    assertThat(feed.book().fallback()).isEqualTo(feed.book().of("adult-continuous"));
    assertThat(feed.book().of("home-rpm")).isEqualTo(RuleBook.BUILT_IN.of("home-rpm"));
  }

  @Test
  void aNewIdComesBesideTheBuiltInOnes() {
    RuleFeed feed = RuleFeed.BUILT_IN.take("icu@1", document("icu", 1, 88));

    assertThat(feed.book().of("icu").id().name()).isEqualTo("icu");
    assertThat(feed.book().fallback()).isEqualTo(RuleBook.BUILT_IN.fallback());
  }

  @Test
  void whatIsAppliedReplacesWhatIsBuiltInWhateverItsVersion() {
    RuleFeed feed = RuleFeed.BUILT_IN.take("home-rpm@1", document("home-rpm", 1, 88));

    assertThat(feed.book().of("home-rpm")).isNotEqualTo(RuleBook.BUILT_IN.of("home-rpm"));
    assertThat(feed.book().of("home-rpm").id().version()).isEqualTo(1);
  }

  @Test
  void anOlderDocumentChangesNothing() {
    RuleFeed feed = RuleFeed.BUILT_IN.take("icu@3", document("icu", 3, 88));

    assertThat(feed.take("icu@2", document("icu", 2, 89))).isEqualTo(feed);
    assertThat(feed.take("icu@3", document("icu", 3, 88))).isSameAs(feed);
  }

  @Test
  void whatCannotBeReadIsCountedAndTheLastGoodVersionStays() {
    RuleFeed good = RuleFeed.BUILT_IN.take("icu@1", document("icu", 1, 88));

    RuleFeed feed =
        good.take("icu@2", document("icu", 2, 88).replace("maxGap", "maxgap"))
            .take("icu@3", "not: [yaml")
            .take("icu", document("icu", 4, 88))
            .take("icu@5", document("icu", 4, 88));

    assertThat(feed.book()).isEqualTo(good.book());
    assertThat(feed.refused()).isEqualTo(4);
    assertThat(feed.problems())
        .singleElement()
        .hasToString(
            "alerts.rules icu@5:1:1: the document is icu@4, not what its key says; apply it with"
                + " `wardstream rules apply`");
  }

  @Test
  void aTombstoneTakesBackNothing() {
    RuleFeed feed = RuleFeed.BUILT_IN.take("icu@1", document("icu", 1, 88));

    assertThat(feed.take("icu@1", null)).isSameAs(feed);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void theOrderOfTheRecordsDoesNotMatter(long seed) {
    List<AppliedKey> keys = new ArrayList<>();
    for (int version = 1; version <= 6; version++) {
      keys.add(new AppliedKey("icu", version));
      keys.add(new AppliedKey("home-rpm", version + 1));
    }
    RuleBook inOrder = fold(keys).book();
    var random = new Random(seed);
    for (int i = 0; i < 20; i++) {
      Collections.shuffle(keys, random);

      assertThat(fold(keys).book()).isEqualTo(inOrder);
    }
    assertThat(inOrder.of("icu").id().version()).isEqualTo(6);
  }

  @Test
  void keysAreAnIdAndAVersion() {
    assertThat(AppliedKey.of("icu-2@17")).contains(new AppliedKey("icu-2", 17));
    for (String wrong : List.of("", "icu", "icu@", "icu@0", "icu@01", "icu@x", "Icu@1", "a@1@2")) {
      assertThat(AppliedKey.of(wrong)).as(wrong).isEmpty();
    }
  }

  private static RuleFeed fold(List<AppliedKey> keys) {
    RuleFeed feed = RuleFeed.BUILT_IN;
    for (AppliedKey key : keys) {
      String text = document(key.id(), key.version(), 80 + key.version());
      feed = feed.take(key.toString(), text);
    }
    return feed;
  }

  private static String document(String id, int version, int below) {
    return BuiltIns.text("adult-continuous")
        .orElseThrow()
        .replace("id: adult-continuous", "id: " + id)
        .replace("version: 1", "version: " + version)
        .replace("below: 90, for", "below: " + below + ", for")
        .replace("below: 80, samples", "below: 70, samples");
  }
}
