/**
 * Who lies where, which device measures whom, and whom staff care for: looked at and changed by
 * operators, one change at a time in the whole cluster, each on what its author has seen.
 *
 * <p>Tables follow the log on threads of their own; changes run on the threads that ask.
 */
@NullMarked
package dev.wardstream.desk.care;

import org.jspecify.annotations.NullMarked;
