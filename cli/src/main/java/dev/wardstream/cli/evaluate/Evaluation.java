package dev.wardstream.cli.evaluate;

import dev.wardstream.cli.evaluate.cohort.Cohort;
import dev.wardstream.cli.evaluate.cohort.Counts;
import dev.wardstream.cli.evaluate.cohort.Stay;
import dev.wardstream.cli.evaluate.figures.Case;
import dev.wardstream.cli.evaluate.figures.Sampling;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/**
 * Takes a whole cohort through one or two courses. The calling thread reads and collects; a few
 * stays per core are under way at a time, so that memory does not grow with the cohort.
 */
final class Evaluation {
  private static final int UNDER_WAY_PER_CORE = 64;

  private final List<Course> courses;
  private final int cores;
  private final IntConsumer progress;

  /**
   * An evaluation.
   *
   * @param courses one per rule set
   * @param progress is told how many stays are done
   */
  Evaluation(List<Course> courses, int cores, IntConsumer progress) {
    this.courses = List.copyOf(courses);
    this.cores = cores;
    this.progress = progress;
  }

  /**
   * What came of it.
   *
   * @param cases per course, in its order: the stays in the order of the cohort
   */
  record Result(List<List<Case>> cases, Sampling sampling, Counts counts) {}

  /** One stay in all courses. */
  private record Done(List<Case> cases, Sampling sampling) {}

  Result run(Cohort cohort, int atMost) throws IOException, InterruptedException {
    try (var workers = Executors.newFixedThreadPool(cores)) {
      var collecting = new Collecting(workers, atMost);
      try {
        var counts = cohort.read(collecting::take);
        collecting.finish();
        return new Result(collecting.cases, collecting.sampling, counts);
      } catch (Interrupted e) {
        throw e.cause();
      } finally {
        workers.shutdownNow();
      }
    }
  }

  private Done follow(Stay stay) {
    var cases = new ArrayList<Case>(courses.size());
    for (Course course : courses) {
      cases.add(new Case(stay.id(), stay.watched(), stay.outcome(), course.follow(stay)));
    }
    return new Done(cases, Sampling.of(stay));
  }

  /** Hands out stays and takes back what came of them, in order. The reading thread owns it. */
  private final class Collecting {
    private final ExecutorService workers;
    private final int atMost;
    private final ArrayDeque<Future<Done>> underWay = new ArrayDeque<>();
    private final List<List<Case>> cases = new ArrayList<>();
    private final Sampling sampling = new Sampling();
    private int taken;
    private int done;

    Collecting(ExecutorService workers, int atMost) {
      this.workers = workers;
      this.atMost = atMost;
      courses.forEach(_ -> cases.add(new ArrayList<>()));
    }

    boolean take(Stay stay) {
      underWay.add(workers.submit(() -> follow(stay)));
      if (underWay.size() >= UNDER_WAY_PER_CORE * cores) {
        collect();
      }
      return ++taken < atMost;
    }

    void finish() {
      while (!underWay.isEmpty()) {
        collect();
      }
    }

    private void collect() {
      var result = result(underWay.remove());
      for (var i = 0; i < cases.size(); i++) {
        cases.get(i).add(result.cases.get(i));
      }
      sampling.add(result.sampling);
      progress.accept(++done);
    }
  }

  private static Done result(Future<Done> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      throw new Interrupted(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a stay could not be evaluated", e.getCause());
    }
  }

  /** Carries an interrupt through the reader. */
  private static final class Interrupted extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final InterruptedException cause;

    Interrupted(InterruptedException cause) {
      super(cause);
      this.cause = cause;
    }

    InterruptedException cause() {
      return cause;
    }
  }
}
