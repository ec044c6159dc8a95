/**
 * How far each hop of the streams is behind, as the brokers and the meters of this process say;
 * nothing is estimated here.
 *
 * <p>Runs on the threads that ask.
 */
@NullMarked
package dev.wardstream.desk.health;

import org.jspecify.annotations.NullMarked;
