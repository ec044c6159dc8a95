/**
 * The rules in force, which change while the job runs: the documents of {@code alerts.rules} become
 * an engine that every task takes with its next input.
 *
 * <p>Written by the thread that reads the topic, read by the stream threads.
 */
@NullMarked
package dev.wardstream.alerts.rules;

import org.jspecify.annotations.NullMarked;
