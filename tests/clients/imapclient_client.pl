# Copies the inbox with Mail::IMAPClient: imapclient_client.pl PORT CA FOLDER, name and password in the environment.
use strict;
use warnings;
use Mail::IMAPClient;

my ($port, $ca, $folder) = @ARGV;
my $imap = Mail::IMAPClient->new(
    Server => 'localhost', Port => $port, User => $ENV{IMAP_USER}, Password => $ENV{IMAP_PASSWORD}, Timeout => 10,
    Ssl => [ SSL_ca_file => $ca, SSL_verify_mode => 1, SSL_verifycn_scheme => 'imap', SSL_verifycn_name => 'localhost' ],
) or die "cannot log in: $@\n";
$imap->Peek(1);
$imap->select('INBOX') or die 'cannot select: ' . $imap->LastError . "\n";
my $messages = $imap->messages or die 'cannot search: ' . $imap->LastError . "\n";
for my $uid (@$messages) {
    $imap->message_to_file("$folder/$uid", $uid) or die 'cannot fetch: ' . $imap->LastError . "\n";
}
$imap->logout;
