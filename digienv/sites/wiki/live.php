<?php
// Lives through what happened on a wiki: a JSON object on standard input, made by the site's application.

require_once '/usr/share/mediawiki/maintenance/Maintenance.php';

use MediaWiki\MediaWikiServices;
use MediaWiki\Revision\SlotRecord;
use Wikimedia\Timestamp\ConvertibleTimestamp;

class Live extends Maintenance {
	public function execute() {
		$past = json_decode( file_get_contents( 'php://stdin' ), true );
		foreach ( $past['users'] as $user ) {
			$this->at( $user['time'] );
			$this->addUser( $user );
		}
		foreach ( $past['events'] as $event ) {
			$this->at( $event['time'] );
			$this->happen( $event );
			DeferredUpdates::doUpdates();
		}
		$this->at( $past['now'] );
		foreach ( $past['watched'] as $name => $titles ) {
			$store = MediaWikiServices::getInstance()->getWatchedItemStore();
			$store->addWatchBatchForUser( $this->user( $name ), array_map( [ Title::class, 'newFromText' ], $titles ) );
		}
		MediaWikiServices::getInstance()->getJobRunner()->run( [] );
		SiteStatsInit::doAllAndCommit( $this->getDB( DB_PRIMARY ), [ 'activeUsers' => true ] );
		ObjectCache::getInstance( CACHE_DB )->deleteAll();
		$this->readAll();
	}

	private function at( string $time ) {
		ConvertibleTimestamp::setFakeTime( $time );
	}

	private function user( string $name ): User {
		return User::newFromName( $name );
	}

	private function addUser( array $user ) {
		$made = User::createNew( $user['name'], [ 'token' => $user['token'], 'registration' => $user['time'] ] );
		foreach ( $user['groups'] as $group ) {
			MediaWikiServices::getInstance()->getUserGroupManager()->addUserToGroup( $made, $group );
		}
	}

	private function happen( array $event ) {
		$services = MediaWikiServices::getInstance();
		$user = $this->user( $event['user'] );
		$title = Title::newFromText( $event['page'] );
		$page = $services->getWikiPageFactory()->newFromTitle( $title );
		switch ( $event['kind'] ) {
			case 'edit':
				$updater = $page->newPageUpdater( $user );
				$updater->setContent( SlotRecord::MAIN, new WikitextContent( $event['value'] ) );
				$updater->saveRevision( CommentStoreComment::newUnsavedComment( $event['comment'] ) );
				$status = $updater->getStatus();
				break;
			case 'move':
				$to = Title::newFromText( $event['value'] );
				$status = $services->getMovePageFactory()->newMovePage( $title, $to )->move( $user, $event['comment'] );
				break;
			case 'protect':
				$cascade = false;
				$limit = [ 'edit' => $event['value'], 'move' => $event['value'] ];
				$status = $page->doUpdateRestrictions( $limit, [], $cascade, $event['comment'], $user );
				break;
			case 'delete':
				$status = $page->doDeleteArticleReal( $event['comment'], $user );
				break;
		}
		if ( !$status->isOK() ) {
			$this->fatalError( json_encode( $event ) . $status->getWikiText() );
		}
	}

	/** Render every page once: what comes of it, and nothing older, is kept in the cache. */
	private function readAll() {
		foreach ( $this->getDB( DB_REPLICA )->selectFieldValues( 'page', 'page_id', '', __METHOD__ ) as $id ) {
			$page = MediaWikiServices::getInstance()->getWikiPageFactory()->newFromID( $id );
			$page->getParserOutput( ParserOptions::newFromAnon() );
		}
	}
}

$maintClass = Live::class;
require_once RUN_MAINTENANCE_IF_MAIN;
