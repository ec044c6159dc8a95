/**
 * The built-in account centre: people who sign in with a password, where no OpenID provider does
 * that.
 *
 * <p>Accounts and sessions live in two compacted topics. {@link
 * dev.wardstream.accounts.AccountTables} reads them on one thread each; {@link
 * dev.wardstream.accounts.AccountLog} decides and writes, one change at a time in the whole
 * cluster; the pages run on two small pools, so that a flood of sign-ins cannot take the machine.
 */
@NullMarked
package dev.wardstream.accounts;

import org.jspecify.annotations.NullMarked;
