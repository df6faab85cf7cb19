// The one place where Asio's and its TLS part's functions are compiled; everyone else sees
// declarations only.
#include <boost/asio/impl/src.hpp>
#include <boost/asio/ssl/impl/src.hpp>
