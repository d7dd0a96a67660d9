import './style';
import { useModel } from '../ui/model';
import { Account } from './account';
import { Measures } from './measures';
import type { HouseNeeds } from './needs';
import { Operator } from './operator';
import { Report } from './report';
import { Reset, SignIn } from './sign-in';

/** The dialog of the house that is open. */
export function Desk({ needs }: { needs: HouseNeeds }) {
  const { screen } = useModel();
  const open = screen.desk.value;
  const close = () => (screen.desk.value = undefined);
  switch (open?.kind) {
    case 'report':
      return <Report about={open} needs={needs} close={close} />;
    case 'account':
      return <Account needs={needs} close={close} />;
    case 'signIn':
      return <SignIn needs={needs} close={close} />;
    case 'reset':
      return <Reset secret={open.secret} needs={needs} close={close} />;
    case 'operator':
      return <Operator secret={open.secret} needs={needs} close={close} />;
    case 'measures':
      return <Measures needs={needs} close={close} />;
    default:
      return null;
  }
}
