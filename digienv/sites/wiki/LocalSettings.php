<?php
// Of every world. MediaWiki's own code is the system's; where the world's state lies is told by the environment.

mt_srand( time() ); // what is drawn follows from the world's time

/** PHP's own waits for the clock to move on, which it never does within a request. */
function uniqid( $prefix = '', $more = false ) {
	return sprintf( '%s%08x%05x', $prefix, time(), mt_rand( 0, 0xfffff ) );
}

$wgServer = 'http://' . ( $_SERVER['HTTP_HOST'] ?? 'wiki.localhost' );
$wgScriptPath = '';
$wgResourceBasePath = '';
$wgArticlePath = '/wiki/$1';
$wgUsePathInfo = true;
$wgSitename = 'Tarnfell Wiki';
$wgMetaNamespace = 'Tarnfell_Wiki';
$wgLogos = [ '1x' => '/logo.svg' ];
$wgFavicon = '/logo.svg';
$wgLanguageCode = 'en';
$wgHiddenPrefs = [ 'language' ];
$wgHooks['UserGetLanguageObject'][] = static function ( $user, &$code ) {
	$code = 'en'; // the messages of no other language are there
};
$wgLocaltimezone = 'UTC';
$wgSecretKey = hash( 'sha256', $wgSitename );
$wgAuthenticationTokenVersion = null;

$digienvDatabase = [
	'type' => 'sqlite',
	'dbDirectory' => getenv( 'DIGIENV_STATE' ),
	'tablePrefix' => '',
	'trxMode' => 'IMMEDIATE',
	'variables' => [ 'synchronous' => 'OFF' ],
	'flags' => 0,
];
$wgDBtype = 'sqlite';
$wgDBname = 'wiki';
$wgSQLiteDataDir = getenv( 'DIGIENV_STATE' );
$wgDBservers = [ [ 'dbname' => 'wiki', 'host' => '', 'user' => '', 'password' => '', 'load' => 1 ] + $digienvDatabase ];
$wgObjectCaches[CACHE_DB] = [
	'class' => SqlBagOStuff::class,
	'loggroup' => 'SQLBagOStuff',
	'server' => [ 'dbname' => 'cache' ] + $digienvDatabase,
	'purgePeriod' => 0,
];
$wgObjectCaches['db-replicated'] = [ 'factory' => 'ObjectCache::getInstance', 'args' => [ CACHE_DB ] ];
$wgMainCacheType = getenv( 'DIGIENV_BUILD' ) ? CACHE_NONE : CACHE_DB;
$wgParserCacheType = CACHE_DB;
$wgMessageCacheType = CACHE_DB;
$wgSessionCacheType = CACHE_DB;
$wgEnableParserLimitReporting = false; // it tells how long parsing took
$wgParserCacheExpireTime = 100 * 86400;
$wgResourceLoaderUseObjectCacheForDeps = true;
$wgLocalisationCacheConf['store'] = 'files';
$wgLocalisationCacheConf['storeDirectory'] = getenv( 'DIGIENV_SHARED' ) . '/messages';
$wgLocalisationCacheConf['manualRecache'] = !getenv( 'DIGIENV_BUILD' );

// A world's time goes on with every request: none depends on how quick the browser is, or on its own date.
$wgAjaxEditStash = false;
$wgResourceLoaderStorageEnabled = false;
$wgResourceLoaderMaxage = array_fill_keys( [ 'versioned', 'unversioned' ], 20 * 365 * 86400 );

$wgDisableOutputCompression = true;
$wgInvalidateCacheOnLocalSettingsChange = false;

// Whatever follows from a request is done before it ends.
$wgJobRunRate = 100;
$wgRunJobsAsync = false;

wfLoadSkin( 'Vector' );
$wgDefaultSkin = 'vector';
$wgSkipSkins = [ 'vector-2022', 'fallback', 'apioutput' ];

// Nothing leaves the wiki or comes into it.
$wgEnableEmail = false;
$wgEnableUploads = false;
$wgPingback = false;
$wgAllowExternalImages = false;
$wgDiff3 = false;
$wgUseRCPatrol = false;
$wgUseNPPatrol = false;
$wgUseFilePatrol = false;
$wgPutIPinRC = false; // everybody comes from the same address, which no block of an account may block
$wgRCMaxAge = 1000 * 86400;
$wgWatchlistExpiry = false;
$wgRateLimits = [];

$wgDefaultUserOptions['watchdefault'] = 0;
$wgDefaultUserOptions['watchcreations'] = 0;
$wgDefaultUserOptions['watchmoves'] = 0;
$wgDefaultUserOptions['watchdeletion'] = 0;
$wgDefaultUserOptions['watchrollback'] = 0;
$wgDefaultUserOptions['forceeditsummary'] = 0;
$wgDefaultUserOptions['useeditwarning'] = 0;
$wgDefaultUserOptions['rcdays'] = 30;

// Nobody may change what runs in a reader's browser, or accounts.
$wgGroupPermissions = [
	'*' => [ 'read' => true ],
	'user' => array_fill_keys(
		[ 'edit', 'createpage', 'createtalk', 'move', 'move-rootuserpages', 'move-subpages', 'minoredit',
			'writeapi', 'editmyoptions', 'editmyprivateinfo', 'viewmyprivateinfo', 'editmywatchlist', 'viewmywatchlist' ],
		true
	),
	'autoconfirmed' => [ 'autoconfirmed' => true, 'editsemiprotected' => true ],
	'sysop' => array_fill_keys(
		[ 'block', 'browsearchive', 'delete', 'deletedhistory', 'deletedtext', 'editprotected', 'protect', 'rollback',
			'suppressredirect', 'undelete' ],
		true
	),
];
$wgAddGroups = [];
$wgRemoveGroups = [];
