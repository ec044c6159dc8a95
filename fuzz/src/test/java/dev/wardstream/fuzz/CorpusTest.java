package dev.wardstream.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The kept inputs, and what a seed makes of them: never anything but an answer or a refusal. */
class CorpusTest {
  private static final Path CORPUS = Path.of("corpus");
  private static final long SEED = Long.getLong("fuzz.seed", System.nanoTime());
  private static final int MUTANTS = Integer.getInteger("fuzz.mutants", 3_000);

  @ParameterizedTest
  @EnumSource(Target.class)
  void nothingInTheCorpusIsAFinding(Target target) throws IOException {
    for (var input : corpus(target)) {
      tries(target, input);
    }
  }

  @ParameterizedTest
  @EnumSource(Target.class)
  void norIsWhatASeedMakesOfIt(Target target) throws IOException {
    var corpus = corpus(target);
    var random = new Random(SEED);
    for (int i = 0; i < MUTANTS; i++) {
      tries(target, mutant(corpus, random));
    }
  }

  private static void tries(Target target, byte[] input) {
    assertThatCode(() -> target.at(input))
        .as("seed %d, input %s", SEED, HexFormat.of().formatHex(input))
        .doesNotThrowAnyException();
  }

  private static List<byte[]> corpus(Target target) throws IOException {
    List<byte[]> corpus = new ArrayList<>();
    try (var files = Files.list(CORPUS.resolve(target.folder()))) {
      for (var file : files.sorted().toList()) {
        corpus.add(Files.readAllBytes(file));
      }
    }
    assertThat(corpus).isNotEmpty();
    return corpus;
  }

  /** Beginning of one input, end of another, and a few wild bytes. */
  private static byte[] mutant(List<byte[]> corpus, Random random) {
    byte[] one = corpus.get(random.nextInt(corpus.size()));
    byte[] other = corpus.get(random.nextInt(corpus.size()));
    int head = random.nextInt(one.length + 1);
    int tail = random.nextInt(other.length + 1);
    byte[] mutant = Arrays.copyOf(one, head + other.length - tail);
    System.arraycopy(other, tail, mutant, head, other.length - tail);
    for (int wild = random.nextInt(4); wild > 0 && mutant.length > 0; wild--) {
      mutant[random.nextInt(mutant.length)] = (byte) random.nextInt(256);
    }
    return mutant;
  }
}
