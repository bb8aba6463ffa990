from tests.formats.bpmn.samples import codes, read, read_process

STORES = (
    '<dataObject id="o" name="Order"/><dataObjectReference id="order" dataObjectRef="o"/>'
    '<dataStoreReference id="crm" name="CRM"/>'
)


def test_data_associations_say_what_an_activity_reads_and_writes():
    process = read_process(
        STORES + '<task id="A"><dataInputAssociation><sourceRef>order</sourceRef></dataInputAssociation>'
        "<dataOutputAssociation><targetRef>crm</targetRef></dataOutputAssociation></task>"
        '<task id="B"><dataInputAssociation><sourceRef>crm</sourceRef></dataInputAssociation></task><task id="N"/>'
    )
    assert {key: document.name.en for key, document in process.documents.items()} == {"order": "Order", "crm": "CRM"}
    first, second = process.nodes["A"].documents, process.nodes["B"].documents
    assert (first.read, first.written) == (("order",), ("crm",))
    assert (second.read, second.written) == (("crm",), None)
    assert process.nodes["N"].documents is None
    assert process.unread == ()


def test_data_stores_keep_the_name_of_the_store_behind_them():
    process = read(
        '<dataStore id="d" name="Archive"/><process id="P"><dataStoreReference id="r" dataStoreRef="d"/></process>'
    )
    assert process.documents["r"].name.en == "Archive"


def test_a_plain_association_with_a_document_is_use_of_it():
    process = read_process(
        STORES + '<task id="A"/><association id="x" sourceRef="order" targetRef="A"/>'
        '<association id="y" sourceRef="A" targetRef="crm"/>'
    )
    assert process.nodes["A"].documents.read == ("order",)
    assert process.nodes["A"].documents.written == ("crm",)


def test_documents_at_events_and_inner_data_are_noted():
    process = read_process(
        STORES + '<endEvent id="E"><dataInputAssociation><sourceRef>order</sourceRef></dataInputAssociation></endEvent>'
        '<task id="A"><dataInputAssociation><sourceRef>gone</sourceRef></dataInputAssociation></task>'
    )
    assert codes(process) == {"DATA_AT_EVENT", "DATA_UNREAD"}
