/** A button for what cannot be taken back: it asks once. */
import { Button, Modal } from "antd";
import type { ReactElement } from "react";
import { useState } from "react";
import { adminWords } from "../../i18n/administration.ts";
import { useWords } from "../../i18n/dictionary.ts";

interface ConfirmProps {
  readonly label: string;
  readonly title: string;
  readonly text: string;
  readonly small?: boolean;
  readonly onYes: () => void;
}

export function Confirm({ label, title, text, small = false, onYes }: ConfirmProps): ReactElement {
  const w = useWords(adminWords);
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button danger size={small ? "small" : "middle"} onClick={() => setAsking(true)}>
        {label}
      </Button>
      {asking ? (
        <Modal
          open
          width={420}
          title={title}
          okText={label}
          cancelText={w.cancel}
          okButtonProps={{ danger: true }}
          onCancel={() => setAsking(false)}
          onOk={() => {
            setAsking(false);
            onYes();
          }}
        >
          <p>{text}</p>
        </Modal>
      ) : null}
    </>
  );
}
