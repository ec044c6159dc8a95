package dev.wardstream.cli.terminal;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where log lines go: never onto the screen. Called once, before anything logs. */
public final class Logs {
  private static final String FILE_BYTES = "20MB";
  private static final String TOTAL_BYTES = "100MB";

  private Logs() {}

  /** Undertow's logging would otherwise choose a library that nobody has configured. */
  public static void useOne() {
    System.setProperty("org.jboss.logging.provider", "slf4j");
  }

  /** No log lines: the command says itself what went wrong. */
  public static void off() {
    var context = fresh();
    context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.OFF);
  }

  /**
   * JSON lines into {@code wardstream.log} in a folder; old files go when they take too much room.
   *
   * @param level of the product's own loggers; libraries are never more talkative than WARN
   */
  public static void toFolder(Path folder, org.slf4j.event.Level level) {
    var context = fresh();
    var appender = new RollingFileAppender<ILoggingEvent>();
    appender.setContext(context);
    appender.setFile(folder.resolve("wardstream.log").toString());
    var policy = new SizeAndTimeBasedRollingPolicy<ILoggingEvent>();
    policy.setContext(context);
    policy.setParent(appender);
    policy.setFileNamePattern(folder.resolve("wardstream.%d.%i.log.gz").toString());
    policy.setMaxFileSize(FileSize.valueOf(FILE_BYTES));
    policy.setTotalSizeCap(FileSize.valueOf(TOTAL_BYTES));
    policy.setMaxHistory(30);
    var encoder = new JsonEncoder();
    encoder.setContext(context);
    encoder.start();
    appender.setEncoder(encoder);
    appender.setRollingPolicy(policy);
    policy.start();
    appender.start();
    var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
    root.addAppender(appender);
    context.getLogger("dev.wardstream").setLevel(Level.convertAnSLF4JLevel(level));
  }

  private static LoggerContext fresh() {
    var context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    return context;
  }
}
