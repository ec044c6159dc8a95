/**
 * Accounts of people, from the command line: written to the log beside any number of running nodes,
 * so also before there is a first operator, and on the day on which nobody gets in.
 */
@NullMarked
package dev.wardstream.cli.account;

import org.jspecify.annotations.NullMarked;
