//! What every store must do.

use marsad_ledger::{
    BlobId, Body, EntryHash, EntryKind, Head, LedgerError, Sequence, Sweep, Visit, verify,
};

use crate::samples::{all_entries, entry, on_both, redaction, sequence};

#[test]
fn an_empty_ledger_has_no_head_and_verifies() {
    on_both(|store| {
        assert_eq!(store.head().unwrap(), None);
        assert_eq!(store.len().unwrap(), 0);
        assert!(store.is_empty().unwrap());
        assert_eq!(verify(store, None).unwrap().entries, 0);
    });
}

#[test]
fn entries_come_back_as_they_were_given_and_are_linked() {
    on_both(|store| {
        let batch = [entry(1), entry(2), entry(3)];
        let first = store.append(&batch[..2]).unwrap();
        let second = store.append(&batch[2..]).unwrap();
        let entries = all_entries(store);
        let ids: Vec<_> = entries.iter().map(marsad_ledger::Entry::id).collect();
        assert_eq!(ids, [first.entries, second.entries].concat());
        let mut previous = EntryHash::NONE;
        for (read, given) in entries.iter().zip(&batch) {
            assert_eq!(read.header.previous, previous);
            assert_eq!(
                (read.header.kind, read.header.version),
                (given.kind, given.version)
            );
            assert_eq!(
                (&read.header.author, read.header.time),
                (&given.author, given.time)
            );
            let Body::Kept(content) = &read.body else {
                panic!("it was not redacted")
            };
            assert_eq!((content.key, &content.payload), (given.key, &given.payload));
            previous = read.hash;
        }
        assert_eq!(
            store.head().unwrap(),
            Some(Head {
                sequence: sequence(3),
                hash: previous
            })
        );
    });
}

#[test]
fn the_same_entries_give_the_same_head_in_every_store_and_in_every_split() {
    let heads = std::cell::RefCell::new(Vec::new());
    on_both(|store| {
        store.append(&[entry(1), entry(2), entry(3)]).unwrap();
        heads.borrow_mut().push(store.head().unwrap());
    });
    on_both(|store| {
        (1..=3).for_each(|number| drop(store.append(&[entry(number)]).unwrap()));
        heads.borrow_mut().push(store.head().unwrap());
    });
    let heads = heads.into_inner();
    assert!(
        heads.iter().all(|head| head.is_some() && *head == heads[0]),
        "{heads:?}"
    );
}

#[test]
fn an_empty_batch_changes_nothing() {
    on_both(|store| {
        assert!(store.append(&[]).unwrap().entries.is_empty());
        assert_eq!(store.head().unwrap(), None);
    });
}

#[test]
fn a_scan_begins_where_it_is_told_and_stops_when_it_is_told() {
    on_both(|store| {
        store
            .append(&[entry(1), entry(2), entry(3), entry(4)])
            .unwrap();
        let mut seen = Vec::new();
        store
            .scan(sequence(2), &mut |entry| {
                seen.push(entry.header.sequence.get());
                if seen.len() == 2 {
                    Visit::Break(())
                } else {
                    Visit::Continue(())
                }
            })
            .unwrap();
        assert_eq!(seen, [2, 3]);
        store
            .scan(sequence(5), &mut |_| panic!("there is no fifth entry"))
            .unwrap();
        assert_eq!(
            store.get(sequence(3)).unwrap().unwrap().payload().unwrap(),
            b"payload 3"
        );
        assert_eq!(store.get(sequence(5)).unwrap(), None);
    });
}

#[test]
fn an_entry_is_found_by_its_kind_and_key() {
    on_both(|store| {
        let mut reading = entry(1);
        reading.kind = EntryKind::Reading;
        let mut without = entry(3);
        without.key = None;
        let ids = store
            .append(&[entry(1), reading.clone(), without, reading])
            .unwrap()
            .entries;
        assert_eq!(
            store.find_by_key(EntryKind::Report, &[1; 32]).unwrap(),
            [ids[0]]
        );
        assert_eq!(
            store.find_by_key(EntryKind::Reading, &[1; 32]).unwrap(),
            [ids[1], ids[3]]
        );
        assert!(
            store
                .find_by_key(EntryKind::Report, &[3; 32])
                .unwrap()
                .is_empty()
        );
        assert!(
            store
                .find_by_key(EntryKind::Report, &[0; 32])
                .unwrap()
                .is_empty()
        );
    });
}

#[test]
fn archived_bytes_are_kept_once_under_their_hash() {
    on_both(|store| {
        let ids = store.put_blobs(&[b"one", b"", b"one"]).unwrap();
        assert_eq!(
            ids,
            [BlobId::of(b"one"), BlobId::of(b""), BlobId::of(b"one")]
        );
        assert_eq!(store.put_blob(b"one").unwrap(), ids[0]);
        assert_eq!(store.get_blob(&ids[0]).unwrap().unwrap(), b"one");
        assert_eq!(store.get_blob(&ids[1]).unwrap().unwrap(), b"");
        assert_eq!(store.get_blob(&BlobId::of(b"two")).unwrap(), None);
    });
}

#[test]
fn a_batch_that_refers_to_absent_bytes_is_refused_whole() {
    on_both(|store| {
        let mut second = entry(2);
        second.blobs = vec![BlobId::of(b"never archived")];
        let refused = store.append(&[entry(1), second]);
        assert!(matches!(refused, Err(LedgerError::NoSuchBlob { .. })));
        assert_eq!(store.head().unwrap(), None);
        assert!(all_entries(store).is_empty());
    });
}

#[test]
fn more_archived_items_than_an_entry_can_name_are_refused() {
    on_both(|store| {
        let blob = store.put_blob(b"one").unwrap();
        let mut many = entry(1);
        many.blobs = vec![blob; 65_536];
        assert!(matches!(
            store.append(&[many.clone()]),
            Err(LedgerError::TooManyBlobs { count: 65_536 })
        ));
        many.blobs.pop();
        store.append(&[many]).unwrap();
        assert_eq!(verify(store, None).unwrap().blobs, 1);
    });
}

#[test]
fn a_redacted_entry_is_a_tombstone_and_the_chain_still_verifies() {
    on_both(|store| {
        let blob = store.put_blob(b"the report as it came").unwrap();
        let mut first = entry(1);
        first.blobs = vec![blob];
        store.append(&[first, entry(2)]).unwrap();
        let before = all_entries(store);
        let redacted = store.redact(&[redaction(1)]).unwrap();
        assert_eq!(redacted.sweep, Sweep::Clean);
        assert_eq!(
            (redacted.removed_blobs, redacted.shared_blobs),
            (vec![blob], vec![])
        );
        let after = all_entries(store);
        assert_eq!(after[0].header, before[0].header);
        assert_eq!(
            (&after[0].body, after[0].payload()),
            (&Body::Redacted, None)
        );
        assert_eq!(after[1], before[1]);
        assert_eq!(
            (after[2].header.kind, after[2].header.redacts),
            (EntryKind::Decision, Some(sequence(1)))
        );
        assert_eq!(store.get_blob(&blob).unwrap(), None);
        assert!(
            store
                .find_by_key(EntryKind::Report, &[1; 32])
                .unwrap()
                .is_empty()
        );
        assert_eq!(verify(store, None).unwrap().tombstones, [sequence(1)]);
    });
}

#[test]
fn archived_bytes_that_another_entry_needs_stay_and_are_reported() {
    on_both(|store| {
        let blob = store.put_blob(b"shared").unwrap();
        let mut batch = [entry(1), entry(2)];
        for entry in &mut batch {
            entry.blobs = vec![blob];
        }
        store.append(&batch).unwrap();
        let first = store.redact(&[redaction(1)]).unwrap();
        assert_eq!(
            (first.removed_blobs, first.shared_blobs),
            (vec![], vec![blob])
        );
        assert!(store.get_blob(&blob).unwrap().is_some());
        let second = store.redact(&[redaction(2)]).unwrap();
        assert_eq!(
            (second.removed_blobs, second.shared_blobs),
            (vec![blob], vec![])
        );
        verify(store, None).unwrap();
    });
}

#[test]
fn a_decision_that_redacted_can_itself_be_redacted() {
    on_both(|store| {
        store.append(&[entry(1)]).unwrap();
        store.redact(&[redaction(1)]).unwrap();
        store.redact(&[redaction(2)]).unwrap();
        let decision = store.get(sequence(2)).unwrap().unwrap();
        assert_eq!(
            (decision.body, decision.header.redacts),
            (Body::Redacted, Some(Sequence::FIRST))
        );
        assert_eq!(
            verify(store, None).unwrap().tombstones,
            [sequence(1), sequence(2)]
        );
    });
}

#[test]
fn redactions_that_cannot_be_are_refused_whole() {
    on_both(|store| {
        store.append(&[entry(1), entry(2)]).unwrap();
        let refused = store.redact(&[redaction(1), redaction(3)]);
        assert!(matches!(refused, Err(LedgerError::NoSuchEntry { .. })));
        let refused = store.redact(&[redaction(1), redaction(1)]);
        assert!(matches!(refused, Err(LedgerError::AlreadyRedacted { .. })));
        assert_eq!(store.len().unwrap(), 2);
        assert!(
            all_entries(store)
                .iter()
                .all(|entry| entry.payload().is_some())
        );
        store.redact(&[redaction(1)]).unwrap();
        assert!(matches!(
            store.redact(&[redaction(1)]),
            Err(LedgerError::AlreadyRedacted { .. })
        ));
    });
}

#[test]
fn a_head_that_was_exported_is_found_again_later() {
    on_both(|store| {
        store.append(&[entry(1), entry(2)]).unwrap();
        let exported: Head = store.head().unwrap().unwrap().to_string().parse().unwrap();
        store.append(&[entry(3)]).unwrap();
        assert_eq!(verify(store, Some(&exported)).unwrap().entries, 3);
    });
}

#[test]
fn a_clock_that_was_set_back_is_counted_and_no_fault() {
    on_both(|store| {
        store.append(&[entry(5), entry(3), entry(4)]).unwrap();
        assert_eq!(verify(store, None).unwrap().backdated, 1);
    });
}
